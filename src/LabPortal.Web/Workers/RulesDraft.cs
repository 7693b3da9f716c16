using LabPortal.Data.Queue;

namespace LabPortal.Web.Workers;

/// <summary>Rules of the queue while somebody changes them.</summary>
public sealed class RulesDraft
{
    public int? PerPerson { get; set; }
    public bool IgnoresMemory { get; set; }
    public List<PersonLimit> People { get; } = [];
    public List<Hours> Windows { get; } = [];

    public static RulesDraft Of(QueueRules rules)
    {
        var draft = new RulesDraft { PerPerson = rules.PerPerson, IgnoresMemory = rules.IgnoresMemory };
        draft.People.AddRange(rules.PerPersonOf.OrderBy(own => own.Key).Select(own => new PersonLimit { Name = own.Key, Limit = own.Value }));
        draft.Windows.AddRange(rules.Windows.Select(window => new Hours { Slot = window.Slot ?? "", From = window.From, To = window.To, Zone = window.Zone }));
        return draft;
    }

    /// <summary>Lines without a person say nothing; of two for one person the last holds.</summary>
    public QueueRules ToRules() => new()
    {
        PerPerson = PerPerson,
        IgnoresMemory = IgnoresMemory,
        PerPersonOf = People.Where(person => !string.IsNullOrWhiteSpace(person.Name)).GroupBy(person => person.Name.Trim()).ToDictionary(own => own.Key, own => own.Last().Limit),
        Windows = [.. Windows.Select(window => new QueueWindow(window.Slot.Length == 0 ? null : window.Slot, window.From, window.To, window.Zone.Trim()))],
    };

    public sealed class PersonLimit
    {
        public string Name { get; set; } = "";
        public int Limit { get; set; } = 1;
    }

    public sealed class Hours
    {
        public string Slot { get; set; } = "";
        public TimeOnly From { get; set; } = new(20, 0);
        public TimeOnly To { get; set; } = new(7, 0);
        public string Zone { get; set; } = TimeZoneInfo.Local.Id;
    }
}

namespace LabPortal.Training.Studies;

/// <summary>What the studies' specs have in common.</summary>
internal static class StudySpec
{
    /// <summary>An experiment's spec from its parts, each JSON, with three seeds.</summary>
    public static string Write(string name, string task, string model, string training, string evaluation, params IEnumerable<string> arms) =>
        $$"""
        {
          "schema": 1,
          "name": "{{name}}",
          "task": {{task}},
          "transforms": [],
          "objective": { "name": "next-token" },
          "weights": [],
          "model": {{model}},
          "training": {{training}},
          "evaluation": {{evaluation}},
          "seeds": [1, 2, 3],
          "arms": [
            {{string.Join(",\n", arms)}}
          ]
        }
        """;

    public static ArgumentException NoBudget(IStudy study, string budget) =>
        new($"There is no budget \"{budget}\". There are: {string.Join(", ", study.Budgets.Select(known => known.Name))}.", nameof(budget));
}

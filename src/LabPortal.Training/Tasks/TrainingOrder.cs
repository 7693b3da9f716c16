namespace LabPortal.Training.Tasks;

/// <summary>A fixed training set of some rows, shuffled anew in each epoch. Keeps the order of one epoch; called by one thread at a time.</summary>
internal sealed class TrainingOrder(int rows)
{
    private (long Seed, long Epoch, int[] Rows)? _order;

    public int Row(long position, long seed)
    {
        var (epoch, place) = Math.DivRem(position, rows);
        if (_order is not { } order || order.Seed != seed || order.Epoch != epoch)
        {
            var all = Enumerable.Range(0, rows).ToArray();
            new SeededRandom(seed, Purpose.TrainingOrder, epoch).Shuffle(all.AsSpan());
            _order = order = (seed, epoch, all);
        }

        return order.Rows[place];
    }
}

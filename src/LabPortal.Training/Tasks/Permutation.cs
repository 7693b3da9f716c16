namespace LabPortal.Training.Tasks;

/// <summary>A permutation of 0 … size − 1 that is drawn by a seed and not stored: a Feistel network over the next power of four, walked until it lands inside.</summary>
internal sealed class Permutation
{
    private const int Rounds = 4;
    private readonly long _size;
    private readonly long _seed;
    private readonly Purpose _purpose;
    private readonly int _half;

    public Permutation(long size, long seed, Purpose purpose)
    {
        (_size, _seed, _purpose) = (size, seed, purpose);
        for (_half = 1; 1L << (2 * _half) < size;)
            _half++;
    }

    public long this[long place]
    {
        get
        {
            do
                place = Once(place);
            while (place >= _size);
            return place;
        }
    }

    private long Once(long place)
    {
        var mask = (1L << _half) - 1;
        var (left, right) = (place >> _half, place & mask);
        for (var round = 0; round < Rounds; round++)
            (left, right) = (right, left ^ ((long)new SeededRandom(_seed, _purpose, right * Rounds + round).NextBits() & mask));
        return left << _half | right;
    }
}

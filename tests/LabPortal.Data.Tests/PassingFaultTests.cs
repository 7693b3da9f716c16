using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace LabPortal.Data.Tests;

public sealed class PassingFaultTests
{
    [Theory]
    [InlineData("57P01", true)]  // the server is shut down
    [InlineData("57P03", true)]  // it starts
    [InlineData("53100", true)]  // its disk is full
    [InlineData("25P03", true)]  // it ended a session that stood still in a transaction
    [InlineData("40P01", true)]  // a deadlock, of which one had to go
    [InlineData("23505", false)] // a row that is there already
    [InlineData("22021", false)] // a character that it does not keep
    public void Is_AnswerOfPostgres_TellsWhatMaySucceedLater(string state, bool passing) =>
        Assert.Equal(passing, PassingFault.Is(new InvalidOperationException("in short", new PostgresException("said", "ERROR", "ERROR", state))));

    [Theory]
    [InlineData(5, true)]   // busy
    [InlineData(13, true)]  // the disk is full
    [InlineData(19, false)] // a constraint
    public void Is_AnswerOfSqlite_TellsWhatMaySucceedLater(int code, bool passing) => Assert.Equal(passing, PassingFault.Is(new SqliteException("said", code)));

    [Fact]
    public void Is_WireIsCut_MaySucceedLaterAndIsOfTheDatabaseOnlyThere()
    {
        var cut = new NpgsqlException("Exception while reading", new SocketException((int)SocketError.ConnectionReset));
        Assert.True(PassingFault.Is(cut) && PassingFault.IsOfDatabase(cut));
        Assert.True(PassingFault.Is(new IOException("No space left")) && !PassingFault.IsOfDatabase(new IOException("No space left")));
        Assert.False(PassingFault.Is(new ArgumentException("The steps went back.")));
    }
}

using LabPortal.Training.Playground;
using LabPortal.Web.Playground;

namespace LabPortal.Web.Tests.Playground;

public sealed class PlaygroundAddressTests
{
    [Fact]
    public void Read_WhatItWrote_IsTheSameQuestion()
    {
        var address = PlaygroundAddress.Of(12, 400).With("prompt", "a b | c&d=1 +\n").With("given", " ").With("temperature", "0.8").With("topK", "5").With("topP", "0.9").With("seed", "7").With("length", "33");
        var read = PlaygroundAddress.Read("http://lab" + address.Url);
        Assert.Empty(read.Errors);
        Assert.Equal((12, 400), (read.Run, read.Step));
        Assert.Equal(new PlayOptions { Prompt = "a b | c&d=1 +\n", Given = " ", Temperature = 0.8, TopK = 5, TopP = 0.9, Seed = 7, Length = 33 }, read.Options);
        Assert.Equal(address.Url, read.Url);
    }

    [Fact]
    public void With_DefaultOrNothing_LeavesTheFieldOut()
    {
        var address = PlaygroundAddress.Of(1).With("temperature", "0.8").With("given", "3").With("topP", "1");
        Assert.Equal("/playground?run=1", address.With("temperature", "0").With("given", null).Url);
    }

    [Theory]
    [InlineData("run=x", "run", "\"x\" is not a run's number.")]
    [InlineData("run=1&step=1.5", "step", "\"1.5\" is not a checkpoint's step.")]
    [InlineData("temperature=hot", "temperature", "\"hot\" is not a number.")]
    [InlineData("temperature=11", "temperature", "11 is out of range: 0 to 10.")]
    [InlineData("temperature=NaN", "temperature", "\"NaN\" is not a number.")]
    [InlineData("length=513", "length", "513 is out of range: 0 to 512.")]
    [InlineData("seed=99999999999", "seed", "99999999999 is not a whole number.")]
    [InlineData("topK=", "topK", "\"\" is not a whole number.")]
    public void Read_WrongField_IsNamedAndKeptAsItWas(string query, string field, string message)
    {
        var address = PlaygroundAddress.Read("/playground?" + query);
        var error = Assert.Single(address.Errors);
        Assert.Equal((field, message), (error.Field, error.Message));
        Assert.Contains(address.Text(field), query);
    }

    [Fact]
    public void Read_SeveralWrongFields_NamesThemAll() =>
        Assert.Equal(["length", "run", "topP"], PlaygroundAddress.Read("/playground?run=no&topP=2&length=-1").Errors.Select(error => error.Field).Order());
}

using LabPortal.Training.Models;
using LabPortal.Training.Objectives;
using LabPortal.Training.Options;
using LabPortal.Training.Probes;
using LabPortal.Training.Studies;
using LabPortal.Training.Tasks;
using LabPortal.Training.Transforms;
using LabPortal.Training.Weights;

namespace LabPortal.Training;

/// <summary>Everything that can be put together in a spec. A new variant is one file and one line here.</summary>
public static class Catalog
{
    public static readonly Registry<ITask> Tasks = new("task",
        Entry<ITask>.Of<PathStarOptions>("path-star", "Path-star", "Find the way from the centre of a star of paths to one end.", o => new PathStarTask(o)),
        Entry<ITask>.Of<CharTextOptions>("char-text", "Character text", "Continue a text of yours, character by character.", o => new CharTextTask(o)),
        Entry<ITask>.Of<SiblingOptions>("sibling-discovery", "Sibling discovery", "Name two children of one parent, in pairs that training never showed.", o => new SiblingTask(o)),
        Entry<ITask>.Of<TriangleOptions>("triangle-discovery", "Triangle discovery", "Name a triangle of a graph that is known from its edges.", o => new TriangleTask(o)),
        Entry<ITask>.Of<CircleOptions>("circle-construction", "Circle construction", "Write the edges of a circle, in an order that training never showed.", o => new CircleTask(o)),
        Entry<ITask>.Of<LineOptions>("line-construction", "Line construction", "Write the edges of a line, in an order that training never showed.", o => new LineTask(o)));

    public static readonly Registry<ITransform> Transforms = new("transform",
        Entry<ITransform>.Of<NoOptions>("reverse-target", "Reverse target", "Learn the target from its end to its start.", _ => new ReverseTargetTransform()),
        Entry<ITransform>.Of<SeedPrefixOptions>("seed-prefix", "Seed prefix", "A random string before the prompt, its own for each example.", o => new SeedPrefixTransform(o)));

    public static readonly Registry<IObjective> Objectives = new("objective",
        Entry<IObjective>.Of<NoOptions>("next-token", "Next token", "Each token from the true tokens before it.", _ => new NextTokenObjective()),
        Entry<IObjective>.Of<TeacherlessOptions>("teacherless", "Teacherless", "All target tokens from the prompt alone, dummies in their place.", o => new TeacherlessObjective(o)),
        Entry<IObjective>.Of<MultiTokenOptions>("multi-token", "Multi-token", "The next few tokens from each place, by heads that share a trunk.", o => new MultiTokenObjective(o)),
        Entry<IObjective>.Of<TokenOrderOptions>("token-order", "Token order", "The next token, and beside it which tokens come sooner.", o => new TokenOrderObjective(o)),
        Entry<IObjective>.Of<MaskedDiffusionOptions>("masked-diffusion", "Masked diffusion", "Masked tokens from all that is not masked, at random mask rates.", o => new MaskedDiffusionObjective(o)),
        Entry<IObjective>.Of<ScoreEntropyOptions>("score-entropy", "Score entropy", "By how much each other token would be likelier, at random noise.", o => new ScoreEntropyObjective(o)));

    public static readonly Registry<ITokenWeights> Weights = new("token weighting",
        Entry<ITokenWeights>.Of<GoldfishOptions>("goldfish-static", "Goldfish, static", "Leave one target token in k out of the loss.", o => new GoldfishWeights(o)));

    public static readonly Registry<IModel> Models = new("model",
        Entry<IModel>.Of<GptOptions>("gpt", "GPT", "GPT-2's pre-LN decoder.", o => new GptModel(o)),
        Entry<IModel>.Of<DenoiserOptions>("denoiser", "Denoiser", "A transformer that is told its noise level, with rotary positions.", o => new DenoiserModel(o)));

    public static readonly Registry<IProbe> Probes = new("probe",
        Entry<IProbe>.Of<NoOptions>("position-accuracy", "Accuracy by position", "Each target position on its own: shown the answer so far, and on its own output.", _ => new PositionAccuracyProbe()),
        Entry<IProbe>.Of<NoOptions>("clever-hans", "Clever Hans", "Is everything but the deciding token copied from the answer shown?", _ => new CleverHansProbe()),
        Entry<IProbe>.Of<NoOptions>("snowball", "Snowball", "How often a token is right after a first mistake, beside without one.", _ => new SnowballProbe()),
        Entry<IProbe>.Of<NoOptions>("heads", "Heads", "How well each head predicts its token further ahead, shown the answer up to there.", _ => new HeadsProbe()));

    public static readonly Registry<IStudy> Studies = new("study",
        Entry<IStudy>.Of<NoOptions>("pitfalls", "The pitfalls of next-token prediction", "A look-ahead task that teacher forcing cannot learn and other objectives can.", _ => new PitfallsStudy()),
        Entry<IStudy>.Of<NoOptions>("roll-the-dice-sibling", "Roll the dice: sibling discovery", "Pairs that training never put together, by ten ways of learning.", _ => new RollTheDiceStudy(OpenEndedTask.Sibling)),
        Entry<IStudy>.Of<NoOptions>("roll-the-dice-triangle", "Roll the dice: triangle discovery", "Triangles of a graph that training never showed, by ten ways of learning.", _ => new RollTheDiceStudy(OpenEndedTask.Triangle)),
        Entry<IStudy>.Of<NoOptions>("roll-the-dice-circle", "Roll the dice: circle construction", "Circles in an order that training never showed, by ten ways of learning.", _ => new RollTheDiceStudy(OpenEndedTask.Circle)),
        Entry<IStudy>.Of<NoOptions>("roll-the-dice-line", "Roll the dice: line construction", "Lines in an order that training never showed, by ten ways of learning.", _ => new RollTheDiceStudy(OpenEndedTask.Line)),
        Entry<IStudy>.Of<NoOptions>("more-tokens-path-star", "Better with more tokens: path-star", "The look-ahead task again, with heads for the tokens after the next.", _ => new MoreTokensPathStarStudy()),
        Entry<IStudy>.Of<NoOptions>("more-tokens-text", "Better with more tokens: a text", "A text, with heads for the characters after the next.", _ => new MoreTokensTextStudy()));
}

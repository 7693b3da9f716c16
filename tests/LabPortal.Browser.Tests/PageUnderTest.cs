namespace LabPortal.Browser.Tests;

/// <summary>A page that is looked at in both themes, and that axe reads. A new page is a line here: a test holds that none is forgotten.</summary>
/// <param name="Path">With <c>{experiment}</c> for a finished experiment, <c>{search}</c> for one that stops weak arms and <c>{text}</c> for a text.</param>
/// <param name="SignedOut">Whether it is for somebody who is not signed in.</param>
internal sealed record PageUnderTest(string Name, string Path, bool SignedOut = false)
{
    public static readonly IReadOnlyList<PageUnderTest> All =
    [
        new("home", "/"),
        new("studies", "/studies"),
        new("study", "/studies/pitfalls"),
        new("study-not-run", "/studies/pitfalls?budget=paper"),
        new("study-open", "/studies/roll-the-dice-sibling"),
        new("experiments", "/experiments"),
        new("experiments-archived", "/experiments?archived=true"),
        new("experiment", "/experiments/{experiment}"),
        new("experiment-runs", "/experiments/{experiment}?tab=runs"),
        new("experiment-definition", "/experiments/{experiment}?tab=definition"),
        new("experiment-new", "/experiments/new?study=pitfalls"),
        new("experiment-halving", "/experiments/{search}?tab=halving"),
        new("experiment-new-search", "/experiments/new?from={search}"),
        new("runs", "/runs"),
        new("run", "/runs/10"),
        new("run-samples", "/runs/10?tab=samples"),
        new("run-probes", "/runs/10?tab=probes"),
        new("run-logs", "/runs/10?tab=logs"),
        new("run-config", "/runs/10?tab=config"),
        new("run-checkpoints", "/runs/10?tab=checkpoints"),
        new("run-attempts", "/runs/10?tab=attempts"),
        new("compare-choose", "/compare"),
        new("compare", "/compare?experiment={experiment}"),
        new("compare-curves", "/compare?experiment={experiment}&tab=curves"),
        new("compare-options", "/compare?experiment={experiment}&tab=options"),
        new("compare-positions", "/compare?experiment={experiment}&tab=positions"),
        new("compare-sampling", "/compare?experiment={experiment}&tab=sampling"),
        new("compare-samples", "/compare?experiment={experiment}&tab=samples"),
        new("compare-config", "/compare?experiment={experiment}&tab=config"),
        new("compare-pivot", "/compare?experiment={experiment}&tab=pivot"),
        new("playground", "/playground"),
        new("playground-asked", "/playground?run=10&example=1"),
        new("datasets", "/datasets"),
        new("datasets-upload", "/datasets?add=upload"),
        new("datasets-server", "/datasets?add=server"),
        new("datasets-url", "/datasets?add=url"),
        new("dataset", "/datasets/{text}"),
        new("workers", "/workers"),
        new("workers-history", "/workers?tab=history"),
        new("workers-rules", "/workers?tab=rules"),
        new("users", "/admin/users"),
        new("account", "/account"),
        new("not-found", "/not-found"),
        new("forbidden", "/forbidden"),
        new("error", "/error"),
        new("sign-in", "/sign-in", SignedOut: true),
        new("setup", "/setup", SignedOut: true),
        new("invite", "/invite", SignedOut: true),
    ];
}

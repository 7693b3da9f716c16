using System.Linq.Expressions;

namespace LabPortal.Data.Runs;

/// <summary>Conditions put together at run time. Values become parameters, so that the database's plans, and EF's, are kept.</summary>
internal static class Predicates
{
    public static Expression<Func<T, bool>> Compare<T, TKey>(Expression<Func<T, TKey>> key, RunComparison comparison, TKey value) => Lambda(key, Expression.MakeBinary(comparison switch
    {
        RunComparison.AtLeast => ExpressionType.GreaterThanOrEqual,
        RunComparison.AtMost => ExpressionType.LessThanOrEqual,
        RunComparison.More => ExpressionType.GreaterThan,
        RunComparison.Less => ExpressionType.LessThan,
        _ => ExpressionType.Equal,
    }, key.Body, Parameter(value)));

    /// <summary>Whether a text has another in it, whatever their case.</summary>
    public static Expression<Func<T, bool>> Contains<T>(Expression<Func<T, string?>> key, string part) => Lambda(key, Expression.Call(
        Expression.Call(key.Body, nameof(string.ToLower), null), nameof(string.Contains), null, Parameter(part.ToLowerInvariant())));

    public static Expression<Func<T, bool>> IsNull<T, TKey>(Expression<Func<T, TKey>> key) =>
        Lambda(key, Expression.Equal(key.Body, Expression.Constant(null, typeof(TKey))));

    public static Expression<Func<T, bool>> Not<T>(Expression<Func<T, bool>> one) => Lambda(one, Expression.Not(one.Body));

    public static Expression<Func<T, bool>> Or<T>(Expression<Func<T, bool>> left, Expression<Func<T, bool>> right) => Lambda(left, Expression.OrElse(left.Body, Moved(right, left)));

    public static Expression<Func<T, bool>> And<T>(Expression<Func<T, bool>> left, Expression<Func<T, bool>> right) => Lambda(left, Expression.AndAlso(left.Body, Moved(right, left)));

    private static Expression<Func<T, bool>> Lambda<T, TKey>(Expression<Func<T, TKey>> from, Expression body) => Expression.Lambda<Func<T, bool>>(body, from.Parameters);

    private static Expression Moved(LambdaExpression from, LambdaExpression to) => new Renaming(from.Parameters[0], to.Parameters[0]).Visit(from.Body);

    private static MemberExpression Parameter<T>(T value) => Expression.Property(Expression.Constant(new Box<T>(value)), nameof(Box<>.Value));

    private sealed record Box<T>(T Value);

    private sealed class Renaming(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}

namespace SubTracker.QStash.Storage;

internal abstract class Operation
{
    /// <summary>Whether its caller goes on only when it lies on the disk.</summary>
    public required bool IsDurable { get; init; }

    public abstract void Perform(Database database);

    public abstract void Confirm();

    public abstract void Fail(Exception reason);
}

internal sealed class Operation<T>(Func<Database, T> operation) : Operation
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _failure;

    public Task<T> Completion => _completion.Task;

    public override void Perform(Database database)
    {
        database.Execute("SAVEPOINT operation");
        try
        {
            _result = operation(database);
        }
        catch (Exception failure)
        {
            _failure = failure;
            database.Execute("ROLLBACK TO operation");
        }

        database.Execute("RELEASE operation");
    }

    public override void Confirm()
    {
        if (_failure is null)
            _completion.SetResult(_result!);
        else
            _completion.SetException(_failure);
    }

    public override void Fail(Exception reason) => _completion.TrySetException(_failure ?? reason);
}

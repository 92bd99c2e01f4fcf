using System.ComponentModel.DataAnnotations;

namespace SubTracker.Contracts.Users;

/// <summary>2 to 50 characters; white space around them does not count.</summary>
public sealed class PersonNameAttribute : StringLengthAttribute
{
    public PersonNameAttribute() : base(50)
    {
        MinimumLength = 2;
        ErrorMessage = "The name has 2 to 50 characters.";
    }

    public override bool IsValid(object? value) => base.IsValid((value as string)?.Trim());
}

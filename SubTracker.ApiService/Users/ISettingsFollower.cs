namespace SubTracker.ApiService.Users;

/// <summary>Is told that a user's zone or reminder defaults have changed. Only a hint to hurry: the change itself is in the store.</summary>
internal interface ISettingsFollower
{
    void SettingsChanged();
}

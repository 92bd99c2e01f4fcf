using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace SubTracker.Tests.Platform;

/// <summary>docs/architecture.md as tests: which project may reference which, and inside the API which feature may use which.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> s_uses = new()
    {
        ["Admin"] = ["Reminders", "Statistics"],
        ["Reminders"] = ["Notifications", "Statistics", "Subscriptions"],
        ["Statistics"] = ["Subscriptions"],
        ["Calendar"] = ["Subscriptions"],
        ["Transfer"] = ["Subscriptions", "Calendar"],
        ["Subscriptions"] = ["Users", "Currencies"],
        ["Auth"] = ["Users", "Notifications"],
        ["Notifications"] = [],
        ["Currencies"] = [],
        ["Users"] = [],
        ["Platform"] = [],
    };

    /// <summary>Where the code goes beyond the map. Each is to be taken back or to be allowed by the map, and then leaves this list.</summary>
    private static readonly string[] s_beyondTheMap = ["Currencies -> Users", "Notifications -> Users"];

    [Theory]
    [InlineData("SubTracker.Contracts", "")]
    [InlineData("SubTracker.Upstash", "")]
    [InlineData("SubTracker.ServiceDefaults", "")]
    [InlineData("SubTracker.QStash", "ServiceDefaults")]
    [InlineData("SubTracker.ApiService", "Contracts Upstash ServiceDefaults")]
    [InlineData("SubTracker.Web", "Contracts ServiceDefaults")]
    // Its host adds the service defaults once for all three, which bring them along.
    [InlineData("SubTracker.Standalone", "ApiService Web QStash ServiceDefaults")]
    public void A_project_references_what_the_map_allows_and_no_more(string project, string allowed)
    {
        var references = Assembly.Load(project).GetReferencedAssemblies().Select(a => a.Name!).Where(a => a.StartsWith("SubTracker.", StringComparison.Ordinal));
        Assert.Empty(references.Except(allowed.Split(' ').Select(name => $"SubTracker.{name}")));
    }

    [Theory]
    [InlineData("SubTracker.Contracts")]
    [InlineData("SubTracker.Upstash")]
    [InlineData("SubTracker.ServiceDefaults")]
    [InlineData("SubTracker.QStash")]
    [InlineData("SubTracker.Web")]
    [InlineData("SubTracker.Standalone")]
    public void MongoDB_is_nobody_s_but_the_API_s(string project) =>
        Assert.DoesNotContain(Assembly.Load(project).GetReferencedAssemblies(), a => a.Name!.StartsWith("MongoDB", StringComparison.Ordinal));

    [Fact]
    public void Only_the_AppHost_and_what_belongs_to_it_need_Aspire()
    {
        var needing = Directory.GetFiles(Root(), "*.csproj", SearchOption.AllDirectories)
            .Where(file => AspirePackage().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetFileNameWithoutExtension(file));
        Assert.Empty(needing.Except(["SubTracker.AppHost", "SubTracker.AppHost.Tests", "SubTracker.MongoSetup"]));
    }

    [Fact]
    public void A_feature_uses_what_lies_before_it_and_never_back()
    {
        var beyond = from use in Uses()
                     where use.From is not ("" or "Storage") && use.To != "Platform" && use.From != use.To && !Reach(use.From).Contains(use.To)
                     select $"{use.From} -> {use.To}";
        Assert.Equal(s_beyondTheMap, beyond.Distinct().Order());
    }

    [Fact]
    public void Storage_is_known_only_where_services_are_registered() =>
        Assert.DoesNotContain(Uses(), use => use.To == "Storage" && use.From is not ("" or "Storage"));

    [Fact]
    public void Database_drivers_are_known_in_storage_alone()
    {
        var outside = Sources().Where(source => source.Feature != "Storage" && Driver().IsMatch(source.Text)).Select(source => source.File);
        Assert.Empty(outside);
        Assert.Contains(Sources(), source => source.Feature == "Storage" && Driver().IsMatch(source.Text));
    }

    /// <summary>Which feature names which in its source files; "" is the root, where services are registered.</summary>
    private static IEnumerable<(string From, string To)> Uses() =>
        from source in Sources()
        from Match use in Use().Matches(source.Text)
        select (source.Feature, use.Groups[1].Value);

    private static HashSet<string> Reach(string feature) =>
        [.. s_uses[feature].SelectMany(used => Reach(used).Append(used))];

    private static IEnumerable<(string Feature, string File, string Text)> Sources()
    {
        var project = Path.Combine(Root(), "SubTracker.ApiService");
        return from file in Directory.GetFiles(project, "*.cs", SearchOption.AllDirectories)
               let parts = Path.GetRelativePath(project, file).Split(Path.DirectorySeparatorChar)
               where parts[0] is not ("obj" or "bin")
               select (parts.Length > 1 ? parts[0] : "", file, File.ReadAllText(file));
    }

    private static string Root([CallerFilePath] string thisFile = "")
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
        Assert.SkipUnless(File.Exists(Path.Combine(root, "SubTracker.sln")), "The sources are not where these tests were built.");
        return root;
    }

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?SubTracker\.ApiService\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Use();

    [GeneratedRegex(@"\b(Microsoft\.Data\.Sqlite|SQLitePCL|MongoDB\.(Driver|Bson))\b")]
    private static partial Regex Driver();

    [GeneratedRegex("""(PackageReference Include|Project Sdk|Sdk Name)="Aspire\.""")]
    private static partial Regex AspirePackage();
}

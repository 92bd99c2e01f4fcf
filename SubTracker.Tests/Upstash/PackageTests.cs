using System.Reflection;
using System.Xml.Linq;
using SubTracker.Upstash;

namespace SubTracker.Tests.Upstash;

/// <summary>What makes the SDK a package of its own.</summary>
public sealed class PackageTests
{
    private static readonly Assembly s_assembly = typeof(WorkflowClient).Assembly;

    [Fact]
    public void It_knows_nobody_but_the_framework() => Assert.DoesNotContain(
        s_assembly.GetReferencedAssemblies(),
        reference => reference.Name is not { } name || !(name.StartsWith("System", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal)));

    [Fact]
    public void Everything_public_is_documented()
    {
        var documented = XDocument.Load(Path.ChangeExtension(s_assembly.Location, ".xml"))
            .Descendants("member").Select(member => member.Attribute("name")!.Value.Split('(')[0]).ToHashSet();
        var missing = s_assembly.GetExportedTypes().SelectMany(Ids).Where(id => !documented.Any(d => d == id || d.StartsWith(id + "``", StringComparison.Ordinal)));
        Assert.Empty(missing);
    }

    private static IEnumerable<string> Ids(Type type)
    {
        const BindingFlags own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        // A record's parameters are documented with the record.
        var parameters = type.GetConstructors().SelectMany(c => c.GetParameters()).Select(p => p.Name).ToHashSet();
        yield return $"T:{type.FullName}";
        foreach (var property in type.GetProperties(own).Where(p => !parameters.Contains(p.Name) && p.Name != "EqualityContract"))
            yield return $"P:{type.FullName}.{property.Name}";
        foreach (var field in type.GetFields(own).Where(f => !f.IsSpecialName))
            yield return $"F:{type.FullName}.{field.Name}";
        foreach (var method in type.GetMethods(own).Where(m => !m.IsSpecialName && !IsOfRecord(m)))
            yield return $"M:{type.FullName}.{method.Name}";
    }

    private static bool IsOfRecord(MethodInfo method) =>
        method.Name is "Equals" or "GetHashCode" or "ToString" or "Deconstruct" or "<Clone>$";
}

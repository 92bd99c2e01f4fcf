using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Resources;
using YamlDotNet.Serialization;

namespace SubTracker.AppHost;

/// <summary>What Aspire's preview for Kubernetes leaves out of our services.</summary>
internal static class KubernetesExtensions
{
    // Of the user that .NET images run as.
    private const int AppGroup = 1654;

    public static void Complete(this KubernetesResource service, ProjectResource project, int stopSeconds)
    {
        var pod = service.Workload!.PodTemplate.Spec;
        pod.TerminationGracePeriodSeconds = stopSeconds;
        // "http", as it is written, is refused.
        foreach (var probe in pod.Containers.SelectMany(container => new[] { container.ReadinessProbe, container.LivenessProbe }))
            if (probe?.HttpGet is { } get)
                get.Scheme = get.Scheme.ToUpperInvariant();
        if (service.Workload is Deployment deployment && pod.Volumes.Count > 0)
        {
            // A folder of one process: the next one comes when the last is gone.
            deployment.Spec.Strategy = new() { Type = "Recreate", RollingUpdate = null! };
            pod.SecurityContext = new() { FsGroup = AppGroup };
        }
        if (project.Name == "setup")
            service.Workload = new SetupJob(service.Workload);
    }
}

/// <summary>
/// A program that ends: as a Deployment, which Aspire makes of every project, it would be started again for ever. Helm runs it after each install and each
/// upgrade, and takes the last one away first, for a job cannot be changed.
/// </summary>
internal sealed class SetupJob : Workload
{
    public SetupJob(Workload deployment) : base("batch/v1", "Job")
    {
        Metadata = deployment.Metadata;
        Metadata.Name = "setup-job";
        Metadata.Annotations["helm.sh/hook"] = "post-install,post-upgrade";
        Metadata.Annotations["helm.sh/hook-delete-policy"] = "before-hook-creation";
        Spec = new(deployment.PodTemplate);
        PodTemplate.Spec.RestartPolicy = "OnFailure";
    }

    public SetupJobSpec Spec { get; }

    [YamlIgnore]
    public override PodTemplateSpecV1 PodTemplate => Spec.Template;
}

/// <param name="Template">Of its one pod.</param>
internal sealed record SetupJobSpec(PodTemplateSpecV1 Template);

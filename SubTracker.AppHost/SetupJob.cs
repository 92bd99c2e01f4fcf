using Aspire.Hosting.Kubernetes.Resources;
using YamlDotNet.Serialization;

namespace SubTracker.AppHost;

/// <summary>
/// A program that ends, for Kubernetes: as the Deployment that Aspire makes of everything it would be started again for ever. Helm runs it after each install
/// and each upgrade, and takes the last one away first, for a job cannot be changed.
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

using System.Net;
using SubTracker.Contracts.Notifications;
using SubTracker.Tests.Platform;

namespace SubTracker.Tests.Notifications;

public sealed class ChannelApiTests(SystemFixture fixture) : IClassFixture<SystemFixture>
{
    private const string Channels = "/api/v1/channels";
    private const string Secret = "never-to-be-seen-again";

    private const string Webhook =
        $$"""{ "type": "webhook", "name": "Home", "settings": { "url": "https://example.org/hook", "secret": "{{Secret}}" } }""";

    [Fact]
    public async Task Everybody_has_the_mail_to_their_own_address_from_the_start()
    {
        using var client = await fixture.SignUpAsync();
        var channel = Assert.Single(await ListAsync(client));
        Assert.Equal(("email", ChannelType.Email, true, true, ChannelState.Working), (channel.Id, channel.Type, channel.BuiltIn, channel.Enabled, channel.State));
        Assert.EndsWith("@example.org", channel.Settings["address"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_built_in_channel_is_switched_off_and_on_but_not_deleted_or_moved()
    {
        using var client = await fixture.SignUpAsync();
        await (await client.PatchJsonAsync($"{Channels}/email", """{ "enabled": false }""")).DataAsync<ChannelResponse>();
        Assert.Equal(ChannelState.Off, Assert.Single(await ListAsync(client)).State);
        await (await client.PatchJsonAsync($"{Channels}/email", """{ "enabled": true }""")).DataAsync<ChannelResponse>();
        Assert.Equal(ChannelState.Working, Assert.Single(await ListAsync(client)).State);
        await (await client.RemoveAsync($"{Channels}/email")).ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal(["settings.address"], await (await client.PatchJsonAsync($"{Channels}/email", """{ "settings": { "address": "eve@example.org" } }""")).InvalidFieldsAsync());
    }

    [Fact]
    public async Task A_channel_is_created_read_changed_and_deleted()
    {
        using var client = await fixture.SignUpAsync();
        using var answer = await client.PostJsonAsync(Channels, Webhook);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var created = await answer.DataAsync<ChannelResponse>();
        Assert.Equal($"{Channels}/{created.Id}", answer.Headers.Location?.ToString());
        Assert.Equal("https://example.org/hook", created.Settings["url"]);

        var changed = await (await client.PatchJsonAsync($"{Channels}/{created.Id}", """{ "name": "Office", "settings": { "url": "https://example.com/" } }"""))
            .DataAsync<ChannelResponse>();
        Assert.Equal(("Office", "https://example.com/"), (changed.Name, changed.Settings["url"]));
        Assert.Equal(["secret"], changed.SecretsSet);
        Assert.Equal("Office", (await (await client.ReadAsync($"{Channels}/{created.Id}")).DataAsync<ChannelResponse>()).Name);

        Assert.Equal(HttpStatusCode.NoContent, (await client.RemoveAsync($"{Channels}/{created.Id}")).StatusCode);
        await (await client.ReadAsync($"{Channels}/{created.Id}")).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Single(await ListAsync(client));
    }

    [Fact]
    public async Task A_secret_is_written_and_never_read_back()
    {
        using var client = await fixture.SignUpAsync();
        var created = await (await client.PostJsonAsync(Channels, Webhook)).DataAsync<ChannelResponse>();
        foreach (var answer in (HttpResponseMessage[])[
            await client.ReadAsync(Channels), await client.ReadAsync($"{Channels}/{created.Id}"),
            await client.PatchJsonAsync($"{Channels}/{created.Id}", """{ "name": "Office" }""")])
        {
            var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains("secretsSet", body, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Somebody_else_s_channel_is_not_found()
    {
        using var ada = await fixture.SignUpAsync();
        using var eve = await fixture.SignUpAsync();
        var id = (await (await ada.PostJsonAsync(Channels, Webhook)).DataAsync<ChannelResponse>()).Id;
        await (await eve.ReadAsync($"{Channels}/{id}")).ProblemAsync(HttpStatusCode.NotFound);
        await (await eve.PatchJsonAsync($"{Channels}/{id}", """{ "name": "mine" }""")).ProblemAsync(HttpStatusCode.NotFound);
        await (await eve.RemoveAsync($"{Channels}/{id}")).ProblemAsync(HttpStatusCode.NotFound);
        await (await eve.PostJsonAsync($"{Channels}/{id}/test", "{}")).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal(["fallbackFor"], await (await eve.PostJsonAsync(Channels, Webhook.Replace("\"name\"", $"\"fallbackFor\": \"{id}\", \"name\"", StringComparison.Ordinal))).InvalidFieldsAsync());
        Assert.Single(await ListAsync(eve));
        Assert.Equal("Home", (await ListAsync(ada))[1].Name);
    }

    [Theory]
    [InlineData("webhook", "{}", "settings.url settings.secret")]
    [InlineData("webhook", """{ "url": "ftp://example.org", "secret": "short" }""", "settings.url settings.secret")]
    [InlineData("webhook", """{ "url": "https://user:pass@example.org", "secret": "0123456789abcdef" }""", "settings.url")]
    [InlineData("ntfy", """{ "topic": "no spaces" }""", "settings.topic")]
    [InlineData("ntfy", """{ "topic": "fine", "priority": "9", "colour": "red" }""", "settings.colour settings.priority")]
    [InlineData("telegram", """{ "token": "nope", "chatId": "Ada" }""", "settings.chatId settings.token")]
    [InlineData("discord", """{ "url": "https://discord.com/channels/1/2" }""", "settings.url")]
    [InlineData("slack", """{ "url": "https://hooks.slack.com" }""", "settings.url")]
    [InlineData("gotify", """{ "server": "gotify.example.org" }""", "settings.server settings.token")]
    [InlineData("pushover", """{ "token": "a", "user": "b" }""", "settings.token settings.user")]
    [InlineData("matrix", """{ "server": "https://matrix.org", "token": "t", "roomId": "#alias:matrix.org" }""", "settings.roomId")]
    [InlineData("email", """{ "address": "ada" }""", "settings.address")]
    public async Task Settings_are_judged_by_their_type_and_each_error_names_its_field(string type, string settings, string fields)
    {
        using var client = await fixture.SignUpAsync();
        var answer = await client.PostJsonAsync(Channels, $$"""{ "type": "{{type}}", "name": "x", "settings": {{settings}} }""");
        Assert.Equal(fields.Split(' ').Order(), (await answer.InvalidFieldsAsync()).Order());
    }

    [Fact]
    public async Task A_type_stays_and_an_unknown_one_is_told()
    {
        using var client = await fixture.SignUpAsync();
        var id = (await (await client.PostJsonAsync(Channels, Webhook)).DataAsync<ChannelResponse>()).Id;
        Assert.Equal(["type"], await (await client.PatchJsonAsync(
            $"{Channels}/{id}", """{ "type": "email", "settings": { "url": null, "secret": null, "address": "ada@example.org" } }""")).InvalidFieldsAsync());
        Assert.Equal(["type"], await (await client.PostJsonAsync(Channels, """{ "type": "pigeon", "name": "x", "settings": {} }""")).InvalidFieldsAsync());
    }

    [Fact]
    public async Task One_channel_stands_in_for_one_that_stands_on_its_own()
    {
        using var client = await fixture.SignUpAsync();
        var first = (await (await client.PostJsonAsync(Channels, Webhook)).DataAsync<ChannelResponse>()).Id;
        var second = (await (await client.PostJsonAsync(Channels, Webhook)).DataAsync<ChannelResponse>()).Id;
        Task<HttpResponseMessage> StandInAsync(string id, string forId) => client.PatchJsonAsync($"{Channels}/{id}", $$"""{ "fallbackFor": "{{forId}}" }""");
        Assert.Equal("email", (await (await StandInAsync(first, "email")).DataAsync<ChannelResponse>()).FallbackFor);
        Assert.Equal(["fallbackFor"], await (await StandInAsync(second, first)).InvalidFieldsAsync());
        Assert.Equal(["fallbackFor"], await (await StandInAsync("email", second)).InvalidFieldsAsync());
        Assert.Equal(["fallbackFor"], await (await StandInAsync(second, second)).InvalidFieldsAsync());
        Assert.Equal(["fallbackFor"], await (await StandInAsync(second, "nobody")).InvalidFieldsAsync());
    }

    [Fact]
    public async Task A_user_has_at_most_twenty()
    {
        using var client = await fixture.SignUpAsync();
        for (var i = 0; i < 20; i++)
            await (await client.PostJsonAsync(Channels, Webhook)).DataAsync<ChannelResponse>();
        Assert.Equal(["type"], await (await client.PostJsonAsync(Channels, Webhook)).InvalidFieldsAsync());
    }

    [Fact]
    public async Task The_test_button_sends_a_mail_to_the_own_address()
    {
        using var client = await fixture.SignUpAsync();
        var address = Assert.Single(await ListAsync(client)).Settings["address"];
        var answer = await (await client.PostJsonAsync($"{Channels}/email/test", "{}")).DataAsync<ChannelTestResponse>();
        Assert.NotEmpty(answer.Detail);
        Assert.Equal("A test message from SubTracker", Assert.Single(fixture.System.Mail.Messages, mail => mail.ToAddress == address).Subject);
    }

    [Fact]
    public async Task The_types_tell_what_they_ask_for()
    {
        using var client = await fixture.SignUpAsync();
        var types = await (await client.ReadAsync($"{Channels}/types")).DataAsync<IReadOnlyList<ChannelTypeResponse>>();
        Assert.Equal(Enum.GetValues<ChannelType>(), types.Select(type => type.Type));
        Assert.Equal(["url", "secret"], types.Single(type => type.Type == ChannelType.Webhook).Fields.Where(field => field.Required).Select(field => field.Name));
    }

    [Fact]
    public async Task Nobody_reads_channels_without_signing_in() =>
        await (await fixture.System.Client.ReadAsync(Channels)).ProblemAsync(HttpStatusCode.Unauthorized);

    private static async Task<IReadOnlyList<ChannelResponse>> ListAsync(HttpClient client) =>
        await (await client.ReadAsync(Channels)).DataAsync<IReadOnlyList<ChannelResponse>>();
}

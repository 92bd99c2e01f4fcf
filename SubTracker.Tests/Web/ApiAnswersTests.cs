using System.Net;
using SubTracker.Web.Api;

namespace SubTracker.Tests.Web;

public sealed class ApiAnswersTests
{
    [Fact]
    public async Task Over_the_fields_that_are_wrong_stands_what_to_do_and_not_the_frameworks_title()
    {
        using var response = new HttpResponseMessage(HttpStatusCode.BadRequest)
        {
            Content = new StringContent("""{ "title": "One or more validation errors occurred.", "errors": { "price": ["A price lies above 0."] } }"""),
        };

        var problem = await Assert.ThrowsAsync<ApiProblemException>(() => response.EnsureGoodAsync(TestContext.Current.CancellationToken));

        Assert.Equal(("Please correct this", "A price lies above 0."), (problem.Title, problem.Errors["price"][0]));
    }
}

using System.Buffers.Text;
using System.Text;

namespace SubTracker.Benchmarks.Load;

internal static class HttpText
{
    /// <summary>The content length that a message's head declares; <c>null</c> where it is chunked.</summary>
    public static int? ContentLength(ReadOnlySpan<byte> head)
    {
        var name = "\r\nContent-Length: "u8;
        return head.IndexOf(name) is >= 0 and var at && Utf8Parser.TryParse(head[(at + name.Length)..], out int length, out _) ? length : null;
    }

    /// <summary>What a request asks for: the second word of its first line.</summary>
    public static string Target(ReadOnlySpan<byte> request)
    {
        var target = request[(request.IndexOf((byte)' ') + 1)..];
        return Encoding.ASCII.GetString(target[..target.IndexOf((byte)' ')]);
    }
}

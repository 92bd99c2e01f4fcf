// The official SDK on both sides: workflow routes for our QStash to drive, and clients that the tests call by name.
import { Client as QStashClient, Receiver } from "@upstash/qstash";
import { Client as WorkflowClient, WorkflowNonRetryableError } from "@upstash/workflow";
import { createWorkflow, serve, serveMany } from "@upstash/workflow/express";
import express from "express";

const connection = { baseUrl: process.env.QSTASH_URL, token: process.env.QSTASH_TOKEN };
const clients = { workflow: new WorkflowClient(connection), qstash: new QStashClient(connection) };
const failures = [];
const plain = [];
let failing = true;

const app = express();

// Plain destinations want the bytes; and they check the signature of each delivery.
app.all("/plain/*rest", express.raw({ type: () => true }), async (request, response) => {
  const body = Buffer.isBuffer(request.body) ? request.body.toString("utf8") : "";
  const receiver = new Receiver({
    currentSigningKey: process.env.QSTASH_CURRENT_SIGNING_KEY,
    nextSigningKey: process.env.QSTASH_NEXT_SIGNING_KEY,
  });
  const isValid = await receiver
    .verify({ signature: request.get("upstash-signature") ?? "", body, url: `http://${request.get("host")}${request.originalUrl}` })
    .catch((error) => String(error));
  plain.push({ method: request.method, url: request.originalUrl, headers: request.headers, body, isValid });
  response.status(request.originalUrl.includes("fails") ? 500 : 200).send("thanks");
});

// The C# workflows stand behind this host, as behind a reverse proxy: an invoked workflow is a sibling of the one that invokes it.
let dotnet;
app.all(/^\/pair\/dotnet/, express.raw({ type: () => true, limit: "50mb" }), async (request, response) => {
  const { host, connection, "content-length": length, ...headers } = request.headers;
  const answer = await fetch(dotnet + request.originalUrl, { method: request.method, headers, body: request.body });
  answer.headers.forEach((value, name) => name.startsWith("upstash-") && response.setHeader(name, value));
  response.status(answer.status).type(answer.headers.get("content-type") ?? "text/plain").send(Buffer.from(await answer.arrayBuffer()));
});

app.use(express.json());

app.use("/values", serve(async (context) => [
  (await context.run("nothing", () => undefined)) === undefined,
  await context.run("null", () => null),
  await context.run("text", () => "naïve 'quotes' <&> \" 漢字"),
  await context.run("number", () => 42),
  await context.run("list", () => [1, { two: "+" }]),
  context.requestPayload,
]));

app.use("/sleeps", serve(async (context) => {
  await context.sleep("seconds", 90);
  await context.sleep("days", "3d");
  await context.sleepUntil("until", new Date(context.requestPayload.until));
  return await context.run("after", () => "awake");
}));

app.use("/parallel", serve(async (context) => {
  const [left, right] = await Promise.all([
    context.run("left", () => "L"),
    context.run("right", () => "R"),
    context.sleep("nap", "1h"),
  ]);
  return await context.run("after", () => left + right);
}));

app.use("/call", serve(async (context) => {
  const good = await context.call("good", { url: context.requestPayload.thirdParty + "/plain/good", method: "POST", body: { a: "é" }, headers: { "x-a": "1" } });
  const bad = await context.call("bad", { url: context.requestPayload.thirdParty + "/plain/fails", method: "GET", retries: 1 });
  return [good.status, good.body, bad.status];
}));

app.use("/wait", serve(async (context) => {
  const { eventData, timeout } = await context.waitForEvent("waiting", context.requestPayload.event, { timeout: "2h" });
  return { eventData: eventData ?? null, timeout };
}));

app.use("/notify", serve(async (context) => {
  const { notifyResponse } = await context.notify("telling", context.requestPayload.event, { told: true });
  return notifyResponse.length;
}));

app.use("/webhook", serve(async (context) => {
  const webhook = await context.createWebhook("hook");
  await context.run("address", () => webhook.webhookUrl);
  const called = await context.waitForWebhook("called", webhook, "1h");
  return { timeout: called.timeout, body: called.timeout ? null : await called.request.text() };
}));

const child = createWorkflow(async (context) => {
  if (context.requestPayload.fails) throw new WorkflowNonRetryableError("child failed");
  return await context.run("work", () => `did ${context.requestPayload.work}`);
});
const parent = createWorkflow(async (context) => {
  const good = await context.invoke("good", { workflow: child, body: { work: "dishes" } });
  const bad = await context.invoke("bad", { workflow: child, body: { fails: true }, retries: 0 });
  return [good.body, bad.isFailed];
});
app.use("/many", serveMany({ child, parent }));

const javascript = createWorkflow(async (context) => {
  const { work, fails } = context.requestPayload;
  await context.sleep("thinking", "1h");
  return await context.run("work", () => {
    if (fails) throw new WorkflowNonRetryableError("the child failed");
    return { did: work, by: "JavaScript" };
  });
});
const javascriptParent = createWorkflow(async (context) => {
  const { body, isFailed } = await context.invoke("C#", { workflow: { workflowId: "dotnet" }, body: context.requestPayload, retries: 0 });
  return { child: body ?? null, isFailed };
});
app.use("/pair", serveMany({ javascript, "javascript-parent": javascriptParent }));

app.use("/fails", serve(async (context) => {
  const before = await context.run("before", () => "kept");
  return await context.run("breaking", () => {
    if (failing) throw new Error("database is down");
    return `${before}, then mended`;
  });
}, {
  failureFunction: async ({ context, failStatus, failResponse }) => {
    failures.push({ workflowRunId: context.workflowRunId, failStatus, failResponse, payload: context.requestPayload });
    return "cleaned up";
  },
}));

let attempts = 0;
app.use("/retry", serve(async (context) => await context.run("flaky", () => {
  if (attempts++ === 0) throw new Error("not yet");
  return context.retried ?? "done";
})));

app.use("/cancels", serve(async (context) => {
  await context.run("first", () => 1);
  await context.cancel();
}));

app.post("/control/reset", (_, response) => {
  failures.length = plain.length = attempts = 0;
  failing = true;
  response.json({});
});
app.post("/control/dotnet", (request, response) => response.json({ dotnet: (dotnet = request.body.url) }));
app.post("/control/mend", (_, response) => response.json({ failing: (failing = false) }));
app.get("/control/seen", (_, response) => response.json({ failures, plain }));
app.post("/control/call", async (request, response) => {
  const { client, path, args } = request.body;
  try {
    const names = path.split(".");
    let target = clients[client];
    for (const name of names.slice(0, -1)) {
      // queue({ ... }) is the one that is called on the way.
      target = name === "queue" ? target.queue(args.shift()) : target[name];
    }
    response.json({ result: (await target[names.at(-1)](...args)) ?? null });
  } catch (error) {
    response.json({ error: String(error.message ?? error), status: error.status ?? null });
  }
});

const listener = app.listen(0, "127.0.0.1", () => console.log(`listening on http://127.0.0.1:${listener.address().port}`));

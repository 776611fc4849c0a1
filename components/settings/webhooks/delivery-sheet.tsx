"use client";

import { RotateCw } from "lucide-react";
import { request } from "@/components/client/api";
import { useAction } from "@/components/parts/form/use-action";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { DetailPart, DetailSheet } from "@/components/ui/detail-sheet";
import { Fact, Facts } from "@/components/ui/facts";
import { QueryProblem } from "@/components/ui/query-problem";
import { LoadingLines } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { plural } from "@/lib/core/plural";
import { visibleCode, visibleText, withoutLiveUrls } from "@/lib/core/visible-text";
import {
	type AttemptDto,
	type DeliveryDetail,
	type DeliveryDto,
	eventLabel,
} from "@/lib/outbound/webhooks/schema";
import { DeliveryMark } from "./delivery-columns";
import { SHAPE, tookText } from "./looks";
import { useDelivery, WEBHOOKS_KEY } from "./queries";

/** One delivery, whole: its request and every answer. */
export function DeliverySheet({ id, onClose }: { id: string; onClose: () => void }) {
	const query = useDelivery(id);
	const delivery = query.data;
	return (
		<DetailSheet
			label="Delivery"
			title={delivery === undefined ? "Delivery" : eventLabel(delivery.event)}
			actions={delivery === undefined ? null : <ReplayButton delivery={delivery} />}
			close="Close the delivery"
			onClose={onClose}
		>
			{delivery !== undefined ? (
				<Whole delivery={delivery} />
			) : query.isError ? (
				<QueryProblem query={query} title="The delivery could not be loaded" />
			) : (
				<LoadingLines label="Loading the delivery" className="py-2" />
			)}
		</DetailSheet>
	);
}

function ReplayButton({ delivery }: { delivery: DeliveryDetail }) {
	const replay = useAction({
		act: () => request<DeliveryDto>(`/api/webhooks/deliveries/${delivery.id}/replay`, { method: "POST" }),
		failed: "The delivery was not replayed",
		done: "The delivery is sent again.",
		invalidates: WEBHOOKS_KEY,
	});
	return (
		<Button icon={RotateCw} busy={replay.isPending} onClick={() => replay.mutate()}>
			{delivery.status === "pending" ? "Try now" : "Replay"}
		</Button>
	);
}

function Whole({ delivery }: { delivery: DeliveryDetail }) {
	const { request: sent, log } = delivery;
	const pretty = JSON.stringify(JSON.parse(sent.body), null, 2);
	return (
		<div className="flex flex-col gap-5">
			<Facts>
				<Fact name="Status">
					<DeliveryMark delivery={delivery} />
				</Fact>
				<Fact name="Happened">
					<Time value={delivery.createdAt} />
				</Fact>
				<Fact name="Next attempt">
					{delivery.nextAttemptAt === null ? null : <Time value={delivery.nextAttemptAt} />}
				</Fact>
			</Facts>
			<DetailPart title={plural(log.length, "attempt")}>
				{log.length === 0 ? <p className="text-muted">None yet.</p> : null}
				<ol reversed className="flex flex-col gap-3">
					{log.map((attempt) => (
						<Attempt key={attempt.id} attempt={attempt} />
					))}
				</ol>
			</DetailPart>
			<DetailPart
				title={`Request, in the shape of ${SHAPE[sent.shape].label}`}
				action={<CopyButton text={pretty} label="Copy the body" iconOnly />}
			>
				<Code label="Headers of the request">
					{`POST ${sent.url}\n${Object.entries(sent.headers)
						.map(([name, value]) => `${name}: ${value}`)
						.join("\n")}`}
				</Code>
				<Code label="Body of the request">{pretty}</Code>
			</DetailPart>
		</div>
	);
}

function Attempt({ attempt }: { attempt: AttemptDto }) {
	return (
		<li className="rounded-md border px-3 py-2">
			<p className="flex flex-wrap items-baseline justify-between gap-x-3">
				<span className={attempt.problem === null ? "font-medium text-teal" : "font-medium text-red"}>
					{attempt.responseStatus ?? "No answer"}
				</span>
				<span className="text-muted text-sm">
					<Time value={attempt.at} />, {tookText(attempt.durationMs)}
				</span>
			</p>
			{attempt.problem === null ? null : <p>{visibleText(attempt.problem)}</p>}
			{attempt.responseBody === null ? null : (
				<Code label="Beginning of the answer">{attempt.responseBody}</Code>
			)}
		</li>
	);
}

function Code({ label, children }: { label: string; children: string }) {
	return (
		<section
			aria-label={label}
			// biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard must reach
			tabIndex={0}
			className="mt-1.5 max-h-80 overflow-auto rounded-md bg-sunken px-3 py-2"
		>
			<pre className="whitespace-pre-wrap break-all font-mono text-sm">
				{withoutLiveUrls(visibleCode(children))}
			</pre>
		</section>
	);
}

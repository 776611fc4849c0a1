"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RotateCw, X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useAnnounce } from "@/components/client/announcer";
import { request } from "@/components/client/api";
import { Button, IconButton } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Sheet } from "@/components/ui/dialog";
import { Fact, Facts } from "@/components/ui/facts";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { ScrollArea } from "@/components/ui/scroll-area";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { toasts } from "@/components/ui/toast";
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
	// On the close button its tooltip would open, and take the first Escape.
	const heading = useRef<HTMLHeadingElement>(null);
	const delivery = query.data;
	return (
		<Sheet open onOpenChange={(open) => !open && onClose()} label="Delivery" initialFocus={heading}>
			<header className="flex shrink-0 items-center gap-2 border-b px-4 py-2">
				<h2
					ref={heading}
					tabIndex={-1}
					className="min-w-0 flex-1 truncate font-semibold text-lg outline-none"
				>
					{delivery === undefined ? "Delivery" : eventLabel(delivery.event)}
				</h2>
				{delivery === undefined ? null : <ReplayButton delivery={delivery} />}
				<IconButton
					label="Close the delivery"
					shortcut="Esc"
					icon={X}
					onClick={onClose}
					className="-mr-1.5"
				/>
			</header>
			<ScrollArea className="min-h-0 flex-1 overflow-y-auto px-4 py-3">
				{delivery !== undefined ? (
					<Whole delivery={delivery} />
				) : query.isError ? (
					<ProblemNotice
						error={query.error}
						title="The delivery could not be loaded"
						onRetry={() => void query.refetch()}
						retrying={query.isFetching}
					/>
				) : (
					<div aria-busy className="flex flex-col gap-3 py-2">
						<span className="sr-only">Loading the delivery</span>
						{["w-2/3", "w-1/2", "w-3/5"].map((width) => (
							<Skeleton key={width} className={width} />
						))}
					</div>
				)}
			</ScrollArea>
		</Sheet>
	);
}

function ReplayButton({ delivery }: { delivery: DeliveryDetail }) {
	const queries = useQueryClient();
	const announce = useAnnounce();
	const replay = useMutation({
		mutationFn: () =>
			request<DeliveryDto>(`/api/webhooks/deliveries/${delivery.id}/replay`, { method: "POST" }),
		onSuccess: () => {
			announce("The delivery is sent again.");
			void queries.invalidateQueries({ queryKey: WEBHOOKS_KEY });
		},
		onError: (error) =>
			toasts.add({ type: "error", title: "The delivery was not replayed", description: error.message }),
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
			<Part title={log.length === 1 ? "1 attempt" : `${log.length} attempts`}>
				{log.length === 0 ? <p className="text-muted">None yet.</p> : null}
				<ol reversed className="flex flex-col gap-3">
					{log.map((attempt) => (
						<Attempt key={attempt.id} attempt={attempt} />
					))}
				</ol>
			</Part>
			<Part
				title={`Request, in the shape of ${SHAPE[sent.shape].label}`}
				action={<CopyButton text={pretty} label="Copy the body" iconOnly />}
			>
				<Code label="Headers of the request">
					{`POST ${sent.url}\n${Object.entries(sent.headers)
						.map(([name, value]) => `${name}: ${value}`)
						.join("\n")}`}
				</Code>
				<Code label="Body of the request">{pretty}</Code>
			</Part>
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

function Part({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
	return (
		<section aria-label={title}>
			<div className="mb-1.5 flex min-h-7 items-center justify-between">
				<h3 className="font-medium text-muted text-sm">{title}</h3>
				{action}
			</div>
			{children}
		</section>
	);
}

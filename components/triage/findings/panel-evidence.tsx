"use client";

import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { Tag } from "@/components/ui/tag";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import { plural } from "@/lib/core/plural";
import { visibleText } from "@/lib/core/visible-text";
import { FINDING_FILTERS, type FindingDetail } from "@/lib/triage/findings/schema";
import { detectionText } from "./detection-text";
import { ClickMark, Threats } from "./finding-cells";
import { UrlText } from "./url-text";

/** What the workspace knows of the click. */
export function PanelEvidence({ finding }: { finding: FindingDetail }) {
	const longer = finding.urlChain.some((url) => url !== finding.url);
	return (
		<div className="flex flex-col gap-4 px-4 py-3">
			<section aria-label="URL">
				{finding.url === null ? (
					<p className="text-muted">
						{finding.hasEvidence
							? "The evidence names no URL."
							: "No evidence found. The click’s event is outside the workspace’s data, or the evidence query failed (see the run)."}
					</p>
				) : (
					<UrlText url={finding.url} copies />
				)}
			</section>
			{longer ? (
				<section aria-labelledby="url-chain">
					<h3 id="url-chain" className="mb-1 font-medium text-muted text-sm">
						Chain of {plural(finding.urlChain.length, "URL")}
					</h3>
					<ol className="flex flex-col gap-1.5">
						{finding.urlChain.map((url, index) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: a chain may name a URL twice, and never changes
							<li key={`${index} ${url}`} className="flex gap-2">
								<span className="w-4 shrink-0 text-right text-faint">{index + 1}</span>
								<UrlText url={url} />
							</li>
						))}
					</ol>
				</section>
			) : null}
			<dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 gap-y-1.5">
				<Fact name="Click">
					<ClickMark finding={finding} />
				</Fact>
				<Fact name="Action type">{finding.actionType}</Fact>
				<Fact name="Threat types">
					<Threats types={finding.threatTypes} />
				</Fact>
				<Fact name="Detection">{detectionText(finding.detectionMethods)}</Fact>
				<Fact name="Workload">{finding.workload}</Fact>
				<Fact name="App">{finding.appName}</Fact>
				<Fact name="IP address" copy={finding.ipAddress}>
					{finding.ipAddress === null ? null : <Address text={finding.ipAddress} />}
				</Fact>
				<Fact name="Message id" copy={finding.networkMessageId}>
					{finding.networkMessageId === null ? null : (
						<code className="break-all">{visibleText(finding.networkMessageId)}</code>
					)}
				</Fact>
				<Fact name="Report id" copy={finding.reportId}>
					{finding.reportId === null ? null : (
						<code className="break-all">{visibleText(finding.reportId)}</code>
					)}
				</Fact>
				<Fact name="Event time">
					<Time value={finding.eventAt} />
					{finding.hasEvidence ? null : (
						<span className="text-muted"> (first seen; the event is unknown)</span>
					)}
				</Fact>
				<Fact name="First seen">
					<Time value={finding.firstSeenAt} />
				</Fact>
				<Fact name="Last seen">
					<Time value={finding.lastSeenAt} />
				</Fact>
				<Fact name="Hunt">
					<TextLink href={`/hunts/${encodeURIComponent(finding.huntId)}`}>{finding.huntName}</TextLink>
				</Fact>
				<Fact name="Workspace">
					{finding.workspaceName} {finding.sample ? <Tag tone="amber">Sample data</Tag> : null}
				</Fact>
			</dl>
		</div>
	);
}

/** An address, and the way to all that came from it. */
function Address({ text }: { text: string }) {
	const [ip] = FINDING_FILTERS.ip.schema.safeParse(text).data ?? [];
	return (
		<>
			<code>{visibleText(text)}</code>
			{ip === undefined ? null : (
				<TextLink href={`/findings?${new URLSearchParams({ status: "all", ip })}`} className="ml-2">
					All findings with this address
				</TextLink>
			)}
		</>
	);
}

function Fact({ name, copy, children }: { name: string; copy?: string | null; children: ReactNode }) {
	const empty = children === null || children === undefined || children === "";
	return (
		<>
			<dt className="text-muted">{name}</dt>
			<dd className="flex min-w-0 items-start gap-1 break-words">
				<bdi className="min-w-0">
					{empty ? (
						<span className="text-faint">None</span>
					) : typeof children === "string" ? (
						visibleText(children)
					) : (
						children
					)}
				</bdi>
				{copy ? (
					<span className="-my-1">
						<CopyButton text={copy} label={`Copy ${name.toLowerCase()}`} iconOnly />
					</span>
				) : null}
			</dd>
		</>
	);
}

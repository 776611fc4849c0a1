import type { Cell } from "@/lib/sources/files/part-writer";
import type { Employee } from "@/lib/sources/sample/organisation";
import type { Random } from "@/lib/sources/sample/random";
import type { Correspondent } from "@/lib/sources/sample/vocabulary";

/** A row by column name; columns left out are null. Times in it are µs since 1970. */
export type Row = { [column: string]: Cell };

/** The Log Analytics workspace and the directory the sample pretends to come from. */
export const WORKSPACE_ID = "5a3c1f0e-0000-4000-8000-00000000a11c";
export const DIRECTORY_ID = "7d1e9b42-0000-4000-8000-00000000d1c0";

/** A message, once for all its recipients. */
export interface Message {
	readonly networkMessageId: string;
	readonly internetMessageId: string;
	/** ms since 1970. */
	readonly delivered: number;
	readonly sender: { readonly name: string; readonly address: string; readonly ip: string };
	readonly subject: string;
	/** Link of the message, before the reader's own parts are filled in. */
	readonly link: string;
	readonly language: string;
	readonly clusterId: string;
	readonly recipients: Set<number>;
}

export function newMessage(
	random: Random,
	options: {
		delivered: number;
		from: Pick<Correspondent, "name" | "address">;
		ip: string;
		subject: string;
		link: string;
		language: string;
	},
): Message {
	const domain = options.from.address.slice(options.from.address.indexOf("@") + 1);
	return {
		networkMessageId: random.guid(),
		internetMessageId: `<${random.hex(24)}@${domain}>`,
		delivered: options.delivered,
		sender: { ...options.from, ip: options.ip },
		subject: options.subject,
		link: options.link,
		language: options.language,
		clusterId: String(random.between(1, 0xffffffff)) + random.digits(8),
		recipients: new Set(),
	};
}

/** What the mail filter made of a message for one recipient. */
export interface Verdict {
	readonly threats?: string;
	readonly method?: string;
	readonly action?: "Delivered" | "Junked" | "Blocked";
	/** Where the mail is now, when it was moved after delivery. */
	readonly latest?: "Quarantine" | "Junk folder" | "Inbox/folder";
	readonly orgPolicy?: string;
	readonly authenticated?: boolean;
	readonly links?: number;
}

export function emailRow(message: Message, recipient: Employee, verdict: Verdict, random: Random): Row {
	const { sender } = message;
	const domain = sender.address.slice(sender.address.indexOf("@") + 1);
	const internal = domain === recipient.upn.slice(recipient.upn.indexOf("@") + 1);
	const action = verdict.action ?? "Delivered";
	const location =
		action === "Delivered" ? "Inbox/folder" : action === "Junked" ? "Junk folder" : "Quarantine";
	const pass = verdict.authenticated === false ? "fail" : "pass";
	const threats = verdict.threats ?? null;
	return {
		TimeGenerated: message.delivered * 1000,
		Type: "EmailEvents",
		TenantId: WORKSPACE_ID,
		AdditionalFields: null,
		AttachmentCount: random.chance(0.15) ? 1 : 0,
		AuthenticationDetails: `{"SPF":"${pass}","DKIM":"${pass}","DMARC":"${pass}","CompAuth":"${pass}"}`,
		BulkComplaintLevel: random.between(0, 4),
		ConfidenceLevel:
			threats === null ? null : threats.includes("Phish") ? '{"Phish":"High"}' : '{"Spam":"6"}',
		DeliveryAction: action,
		DeliveryLocation: location,
		DetectionMethods: threats === null ? null : methods(threats, verdict.method),
		EmailAction:
			action === "Delivered"
				? "No action taken"
				: action === "Junked"
					? "Move to Junk Email folder"
					: "Send to quarantine",
		EmailActionPolicy: action === "Delivered" ? null : "Antispam high-confidence",
		EmailClusterId: message.clusterId,
		EmailDirection: internal ? "Intra-org" : "Inbound",
		EmailLanguage: message.language,
		InternetMessageId: message.internetMessageId,
		LatestDeliveryAction:
			verdict.latest === undefined ? action : verdict.latest === "Quarantine" ? "Blocked" : "Delivered",
		LatestDeliveryLocation: verdict.latest ?? location,
		NetworkMessageId: message.networkMessageId,
		OrgLevelAction: verdict.orgPolicy === undefined ? null : "Allow",
		OrgLevelPolicy: verdict.orgPolicy ?? null,
		RecipientEmailAddress: recipient.upn,
		RecipientObjectId: recipient.objectId,
		ReportId: `${message.networkMessageId}-${recipient.index}-1`,
		SenderDisplayName: sender.name,
		SenderFromAddress: sender.address,
		SenderFromDomain: domain,
		SenderIPv4: sender.ip.includes(":") ? null : sender.ip,
		SenderIPv6: sender.ip.includes(":") ? sender.ip : null,
		SenderMailFromAddress: sender.address,
		SenderMailFromDomain: domain,
		Subject: message.subject,
		ThreatTypes: threats,
		UrlCount: verdict.links ?? random.between(1, 9),
	};
}

/** `{"Phish":["…"]}` for each threat, as Defender writes it into its string columns. */
export function methods(threats: string, method = "Advanced filter"): string {
	return JSON.stringify(Object.fromEntries(threats.split(/,\s*/).map((threat) => [threat, [method]])));
}

export interface Click {
	/** ms since 1970. */
	readonly time: number;
	readonly reportId: string;
	readonly upn: string;
	readonly workload: "Email" | "Office" | "Teams" | "Copilot";
	readonly action: string;
	readonly clickedThrough: boolean | null;
	readonly url: string;
	readonly chain: readonly string[];
	readonly ip: string;
	readonly threats?: string | null;
	readonly method?: string;
	readonly networkMessageId?: string | null;
	readonly sourceId?: string | null;
	readonly appName: string;
	readonly appVersion: string;
}

export function clickRow(click: Click): Row {
	const threats = click.threats ?? null;
	return {
		TimeGenerated: click.time * 1000,
		Type: "UrlClickEvents",
		TenantId: WORKSPACE_ID,
		AccountUpn: click.upn,
		ActionType: click.action,
		AppName: click.appName,
		AppVersion: click.appVersion,
		DetectionMethods: threats === null ? null : methods(threats, click.method),
		IPAddress: click.ip,
		IsClickedThrough: click.clickedThrough,
		NetworkMessageId: click.networkMessageId ?? null,
		ReportId: click.reportId,
		SourceId: click.sourceId ?? click.networkMessageId ?? null,
		ThreatTypes: threats,
		Url: click.url,
		UrlChain: JSON.stringify(click.chain),
		Workload: click.workload,
	};
}

/** A move after delivery; `zap` is the service's own, the other an analyst's. */
export function postDeliveryRow(
	message: Message,
	recipient: Employee,
	options: {
		time: number;
		kind: "zap" | "manual" | "released";
		threats: string;
		method: string;
		succeeded: boolean;
	},
): Row {
	const released = options.kind === "released";
	return {
		TimeGenerated: options.time * 1000,
		Type: "EmailPostDeliveryEvents",
		TenantId: WORKSPACE_ID,
		Action: released ? "Moved to inbox" : "Moved to quarantine",
		ActionResult: options.succeeded ? "Success" : "Error",
		ActionTrigger: options.kind === "zap" ? "SpecialAction" : "AdminAction",
		ActionType: options.kind === "zap" ? "Phish ZAP" : released ? "Redelivery" : "Manual remediation",
		DeliveryLocation: released ? "Inbox/folder" : "Quarantine",
		DetectionMethods: methods(options.threats, options.method),
		InternetMessageId: message.internetMessageId,
		NetworkMessageId: message.networkMessageId,
		RecipientEmailAddress: recipient.upn,
		ReportId: `${message.networkMessageId}-${recipient.index}-2`,
		ThreatTypes: options.threats,
	};
}

/** Where somebody clicks or signs in from: the office, home, or home over IPv6. */
export function addressOf(employee: Employee, random: Random): string {
	if (!random.chance(employee.remote)) return random.pick(employee.office.egress);
	return employee.homeIpv6 !== null && random.chance(0.7) ? employee.homeIpv6 : employee.homeIpv4;
}

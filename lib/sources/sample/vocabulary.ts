import type { Employee } from "@/lib/sources/sample/organisation";
import type { Random } from "@/lib/sources/sample/random";

/** Who writes to the company: display name, address, subjects, links. Every domain is a reserved one. */
export interface Correspondent {
	readonly name: string;
	readonly address: string;
	readonly bulk: boolean;
	readonly subjects: readonly string[];
	/** `{n}` digits, `{t}` a token, `{g}` a GUID, `{u}` the reader's alias, `{U}` the reader's address, encoded. */
	readonly links: readonly string[];
}

const from = (
	name: string,
	address: string,
	bulk: boolean,
	subjects: readonly string[],
	links: readonly string[],
): Correspondent => ({ name, address, bulk, subjects, links });

/** Ordinary mail; `#` in a subject becomes a number. */
export const CORRESPONDENTS: readonly Correspondent[] = [
	from(
		"Portside Weekly",
		"editor@news.portside.example",
		true,
		["Baltic rates hold steady", "Container index week #", "Five charts on port congestion"],
		[
			"https://news.portside.example/w/{n}/read?utm_source=nl&utm_medium=email&sub={t}",
			"https://click.portside.example/ls/click?upn={t}{t}",
		],
	),
	from(
		"Harbour Authority Notices",
		"notices@harbour-authority.example.org",
		false,
		["Berth allocation notice #", "Pilotage restrictions, gate #", "Tide tables updated"],
		[
			"https://notices.harbour-authority.example.org/berth/{n}",
			"https://www.harbour-authority.example.org/documents/{g}.pdf",
		],
	),
	from(
		"Brightwater Supplies",
		"orders@brightwater-supplies.example",
		false,
		["Order confirmation #", "Updated price list", "Your delivery #"],
		["https://portal.brightwater-supplies.example/orders/{n}?key={t}"],
	),
	from(
		"Lumen Travel",
		"bookings@lumentravel.example",
		true,
		["Your itinerary LT#", "Check-in opens tomorrow", "Hotel confirmation #"],
		["https://trips.lumentravel.example/itinerary/{t}?lang=en", "https://go.lumentravel.example/c/{t}"],
	),
	from(
		"Northgate Bank Corporate",
		"service@corporate.northgate-bank.example",
		false,
		["Payment advice #", "Your statement is ready", "New beneficiary added"],
		["https://corporate.northgate-bank.example/advice/{n}"],
	),
	from(
		"Cloudshare",
		"no-reply@cloudshare.example",
		false,
		["Shared with you: tender documents", "Shared with you: Q# forecast", "Comment on Bill of lading #"],
		[
			"https://docs.cloudshare.example/d/{t}/edit?usp=sharing",
			"https://docs.cloudshare.example/f/{g}?share={t}",
		],
	),
	from(
		"Meridian Customs Software",
		"support@meridian-customs.example",
		false,
		["Ticket #: declaration rejected", "Release notes #", "Maintenance window on Saturday"],
		[
			"https://support.meridian-customs.example/tickets/{n}#comment-{n}",
			"https://status.meridian-customs.example/incidents/{t}",
		],
	),
	from(
		"Kestrel Recruiting",
		"talent@kestrel-recruiting.example",
		true,
		["Three candidates for your role", "Interview slot #", "Salary survey"],
		["https://app.kestrel-recruiting.example/c/{g}", "https://mail.kestrel-recruiting.example/e/{t}"],
	),
	from(
		"Webinar Hub",
		"hello@webinarhub.example.net",
		true,
		["You are registered: Incoterms in practice", "Recording available", "Starts in one hour"],
		[
			"https://join.webinarhub.example.net/j/{n}?pwd={t}",
			"https://track.webinarhub.example.net/o?e={t}&r={n}",
		],
	),
	from(
		"Tidewater Intranet",
		"intranet@tidewater.example",
		false,
		["This week at Tidewater", "Canteen survey", "New travel policy", "Safety briefing #"],
		["https://intranet.tidewater.example/news/{n}", "https://forms.tidewater.example/r/{t}"],
	),
	from(
		"Service Desk",
		"servicedesk@tidewater.example",
		false,
		["Ticket INC# updated", "Your access request #", "Planned VPN maintenance"],
		["https://desk.tidewater.example/incidents/{n}", "https://desk.tidewater.example/kb/{n}"],
	),
	from(
		"Fjord Line Logistics",
		"planning@fjordline.example.com",
		false,
		["ETA change MV Solveig #", "Loading list #", "RE: demurrage #"],
		["https://track.fjordline.example.com/vessel/{n}", "https://edi.fjordline.example.com/m/{g}"],
	),
];

/** Links shared in chats and documents rather than mail. */
export const SHARED_LINKS: readonly string[] = [
	"https://docs.cloudshare.example/d/{t}/view",
	"https://board.tidewater.example/t/{n}",
	"https://intranet.tidewater.example/wiki/{n}",
	"https://meet.example.net/{t}",
	"https://maps.example.org/?q=terminal+{n}",
	"https://track.fjordline.example.com/vessel/{n}",
	"https://news.portside.example/a/{n}",
];

/** A way of phishing: what the mail says and where its link leads. `{h}` is the host made up for the incident. */
export interface Lure {
	readonly name: string;
	readonly sender: string;
	readonly local: string;
	readonly subject: string;
	readonly hosts: readonly string[];
	readonly path: string;
	readonly threats: string;
	readonly method: string;
}

const lure = (
	name: string,
	sender: string,
	local: string,
	subject: string,
	hosts: string,
	path: string,
	threats = "Phish",
	method = "URL detonation reputation",
): Lure => ({ name, sender, local, subject, hosts: hosts.split(" "), path, threats, method });

/** `{w}` in a host becomes a short random word, so that each incident has hosts of its own. */
export const LURES: readonly Lure[] = [
	lure(
		"password expiry",
		"IT Helpdesk",
		"no-reply",
		"Your password expires today",
		"login-{w}.identity-portal.test sso.{w}-auth.example",
		"/common/reset?login_hint={U}&ctx={t}{t}",
	),
	lure(
		"shared document",
		"Document Centre",
		"share",
		"A document was shared with you: Contract_#.pdf",
		"docs-{w}.fileview.example {w}.secure-share.test",
		"/s/{t}?e={t}&u={U}",
	),
	lure(
		"parcel",
		"Parcel Desk",
		"tracking",
		"Your parcel # could not be delivered",
		"redelivery-{w}.example parcel.{w}-track.test",
		"/t/{n}?id={t}",
		"Phish",
		"Advanced filter",
	),
	lure(
		"invoice",
		"Accounts Receivable",
		"billing",
		"Overdue invoice #, final reminder",
		"invoice.{w}-billing.example pay-{w}.test",
		"/inv/{n}/view?auth={t}",
		"Phish, Spam",
	),
	lure(
		"voicemail",
		"Voice Services",
		"voicemail",
		"Missed call from +44 20 7946 0#",
		"vm-{w}.callnotify.test",
		"/play/{g}?to={U}",
	),
	lure(
		"payroll",
		"Payroll Team",
		"payroll",
		"Action needed: salary adjustment #",
		"hr-{w}.benefits-portal.example",
		"/session/{t}?emp={u}",
		"Phish",
		"Impersonation domain",
	),
	lure(
		"mfa",
		"Account Security",
		"security",
		"Authenticator re-enrolment required",
		"mfa-{w}.account-verify.test",
		"/enrol?sid={t}&user={U}",
		"Phish",
		"Mailbox intelligence impersonation",
	),
	lure(
		"customs",
		"Customs Clearance",
		"clearance",
		"Consignment # held at customs",
		"customs-{w}.clearance.example",
		"/duty/{n}?ref={t}",
		"Phish, Malware",
		"File detonation reputation",
	),
	lure(
		"qr code",
		"Facilities",
		"facilities",
		"Parking permit renewal #",
		"qr.{w}-permit.test",
		"/q/{t}",
		"Phish",
		"URL malicious reputation",
	),
	lure(
		"e-signature",
		"e-Sign Service",
		"dse",
		"Please sign: Framework agreement #",
		"esign-{w}.example sign.{w}-docs.test",
		"/Signing/?ti={g}&a={t}",
	),
];

const SYLLABLES = [
	"al",
	"ber",
	"cor",
	"dan",
	"el",
	"fin",
	"gro",
	"hex",
	"ira",
	"jo",
	"kel",
	"lum",
	"mar",
	"nov",
	"os",
	"pra",
	"qui",
	"rel",
	"sol",
	"tor",
	"ul",
	"vex",
	"wes",
	"yor",
	"zen",
];

export function word(random: Random): string {
	return random.pick(SYLLABLES) + random.pick(SYLLABLES) + (random.chance(0.4) ? random.digits(2) : "");
}

/** Fills the placeholders of a link or subject. */
export function fill(template: string, random: Random, reader?: Employee): string {
	return template.replace(/\{([ntguUw])\}|#/g, (found, key: string | undefined) => {
		switch (key ?? found) {
			case "n":
				return random.digits(7);
			case "t":
				return random.token(16);
			case "g":
				return random.guid();
			case "u":
				return reader?.alias ?? "reader";
			case "U":
				return encodeURIComponent(reader?.upn ?? "reader@example.com");
			case "w":
				return word(random);
			default:
				return String(random.between(100, 9999));
		}
	});
}

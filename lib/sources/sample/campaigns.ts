import type { Employee } from "@/lib/sources/sample/organisation";
import { COMPANY } from "@/lib/sources/sample/organisation";
import { newMessage } from "@/lib/sources/sample/rows";
import { riskySignIn } from "@/lib/sources/sample/signins";
import { victim } from "@/lib/sources/sample/small-incidents";
import type { Stage } from "@/lib/sources/sample/stage";
import { fill } from "@/lib/sources/sample/vocabulary";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Where the campaign's sign-in page and the sign-ins that follow come from. */
const CAMPAIGN_HOST = "login-tidewater.secure-session.test";

/** An announced exercise: mail let in by policy, many clicks, no harm. */
export function playSimulation(stage: Stage, start: number, findings: number): void {
	const { random } = stage;
	const threat = { types: "Phish", method: "Attack simulation" };
	const [subject, path] = random.pick([
		["You have won a fitness tracker, #", "/claim/{t}"],
		["Updated holiday allowance, please confirm", "/hr/confirm?id={g}"],
		["Mailbox storage almost full (#%)", "/mailbox/upgrade?u={u}&t={t}"],
	] as const);
	const message = newMessage(random, {
		delivered: start,
		from: { name: "Rewards Desk", address: "rewards@training-simulation.example" },
		ip: "203.0.113.5",
		subject: fill(subject, random),
		link: `https://www.training-simulation.example${path}`,
		language: "en",
	});
	const clickers = Array.from({ length: findings }, () => victim(stage));
	const people = [
		...new Set([...clickers, ...random.sample(stage.staff, Math.min(findings * 8, stage.staff.length))]),
	];
	stage.deliver(message, people, {
		orgPolicy: "Phishing simulation",
		threats: "Phish",
		method: threat.method,
		links: 1,
	});
	for (const person of clickers)
		stage.proceed(person, start + stage.readingDelay(), { message, link: message.link }, threat);
	for (const person of people) {
		if (random.chance(0.06))
			stage.turnBack(person, start + stage.readingDelay(), { message, link: message.link }, threat);
	}
}

/**
 * The real one: a page in the middle that takes sessions, sent to a quarter of the staff; some go on past the
 * warning and minutes later somebody else signs in as them; next morning a taken mailbox and its chats send a
 * second wave; the service takes the mail out only then.
 */
export function playCampaign(stage: Stage, start: number, findings: number): void {
	const { random } = stage;
	const threat = { types: "Phish", method: "URL detonation" };
	const link = `https://${CAMPAIGN_HOST}/common/oauth2/v2.0/authorize?client_id={g}&login_hint={U}&state={t}{t}`;
	const via = ["https://invoices.cloudshare.example/d/{t}", `https://${CAMPAIGN_HOST}/?rid={t}`];
	const clickers = distinct(stage, findings);
	const first = clickers.slice(0, Math.ceil(clickers.length * 0.65));
	const second = clickers.slice(first.length);
	const crowd = random.sample(stage.staff, Math.round(stage.staff.length * 0.27));

	const wave = newMessage(random, {
		delivered: start,
		from: { name: "Brightwater Supplies Accounts", address: "accounts@brightwater-suppiles.example" },
		ip: "203.0.113.77",
		subject: "Invoice approval needed before noon, PO 48811",
		link,
		language: "en",
	});
	const reached = [...new Set([...first, ...crowd])];
	stage.deliver(wave, reached, { latest: "Quarantine", authenticated: true, links: 2 });
	const taken: { person: Employee; time: number }[] = [];
	for (const person of first) {
		const time = start + 2 * MINUTE + Math.min(stage.readingDelay(), 7 * HOUR);
		stage.proceed(person, time, { message: wave, link, via }, threat);
		if (random.chance(0.4)) taken.push({ person, time });
	}
	for (const person of crowd) {
		if (random.chance(0.12))
			stage.turnBack(person, start + stage.readingDelay(), { message: wave, link }, threat);
	}
	for (const { person, time } of taken) signInAs(stage, person, time);

	const patient = taken[0]?.person ?? first[0];
	if (patient) {
		const again = start + 23 * HOUR + random.between(0, 40) * MINUTE;
		const lateral = newMessage(random, {
			delivered: again,
			from: { name: patient.displayName, address: patient.upn },
			ip: "203.0.113.77",
			subject: "FW: Invoice approval needed before noon, PO 48811",
			link,
			language: "en",
		});
		const contacts = [...new Set([...second, ...random.sample(crowd, Math.min(40, crowd.length))])];
		stage.deliver(lateral, contacts, { latest: "Quarantine", authenticated: true, links: 1 });
		for (const person of second) {
			const time = again + Math.min(stage.readingDelay(), 5 * HOUR);
			const inChat = random.chance(0.3);
			stage.proceed(person, time, inChat ? { link, via } : { message: lateral, link, via }, threat);
			if (random.chance(0.25)) signInAs(stage, person, time);
		}
		stage.move(lateral, contacts, { time: again + 3 * HOUR, kind: "manual", threat });
	}
	stage.move(wave, reached, { time: start + 26 * HOUR, kind: "zap", threat });
}

/** What follows a stolen session: a sign-in from elsewhere with the second factor already satisfied, and repeats. */
function signInAs(stage: Stage, person: Employee, clicked: number): void {
	const { random } = stage;
	const address = random.chance(0.6) ? "203.0.113.77" : `2001:db8:bad:77::${random.hex(3)}`;
	let time = clicked + random.between(4, 95) * MINUTE;
	for (let count = 0; count < random.between(1, 4); count++) {
		stage.add("SigninLogs", riskySignIn(random, person, time, address));
		time += random.between(20, 900) * MINUTE;
	}
}

function distinct(stage: Stage, count: number): Employee[] {
	const people = new Set<Employee>();
	for (let draw = 0; people.size < Math.min(count, stage.staff.length) && draw < count * 50; draw++)
		people.add(victim(stage));
	return [...people];
}

/** People whose account the campaign took: those with sign-ins of its own on the stage. */
export function takenAccounts(stage: Stage): Set<string> {
	return new Set(
		stage.rows.SigninLogs.map((row) => String(row.UserPrincipalName)).filter((upn) =>
			upn.endsWith(COMPANY.domain),
		),
	);
}

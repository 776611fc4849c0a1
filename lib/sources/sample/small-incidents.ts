import type { Employee } from "@/lib/sources/sample/organisation";
import type { Random } from "@/lib/sources/sample/random";
import { newMessage } from "@/lib/sources/sample/rows";
import type { Stage } from "@/lib/sources/sample/stage";
import { fill, LURES } from "@/lib/sources/sample/vocabulary";

const MINUTE = 60_000;

/** Addresses of the mail gateway's detonation service (part of 192.0.2.0/24). */
export const SCANNERS = ["192.0.2.240", "192.0.2.241", "192.0.2.242", "2001:db8:5ca7::10"];

/** Somebody likely to click on, picked in proportion to how credulous people are: a few turn up again and again. */
export function victim(stage: Stage): Employee {
	let person = stage.random.pick(stage.staff);
	while (!stage.random.chance(person.credulity / 12)) person = stage.random.pick(stage.staff);
	return person;
}

function attackerAddress(random: Random): string {
	return random.chance(0.8) ? `203.0.113.${random.between(20, 250)}` : `2001:db8:bad:${random.hex(4)}::25`;
}

/** Mail to a handful of people, some of whom are warned and turn back and some go on. Often taken out later. */
export function playPhish(stage: Stage, start: number, findings: number): void {
	const { random } = stage;
	const lure = random.pick(LURES);
	const host = fill(random.pick(lure.hosts), random);
	const threat = { types: lure.threats, method: lure.method };
	const message = newMessage(random, {
		delivered: start,
		from: { name: lure.sender, address: `${lure.local}@${fill("{w}-mailer.example", random)}` },
		ip: attackerAddress(random),
		subject: fill(lure.subject, random),
		link: `https://${host}${lure.path}`,
		language: random.pick(["en", "en", "de", "pl"]),
	});
	// Another gateway's rewriting, or a redirector of the sender's own, in front of the page itself.
	const via = random.chance(0.18)
		? [`https://urldefense.gateway.example/v3/__https:/${host}/__;!!{t}`]
		: random.chance(0.35)
			? ["https://click.{w}-mailer.example/r/{t}", `https://${host}/?r={n}`]
			: [];
	const victims = Array.from({ length: findings }, () => victim(stage));
	const others = random.sample(stage.staff, Math.min(random.between(3, 45), stage.staff.length));
	const people = [...new Set([...victims, ...others])];
	const caught = random.chance(0.55);
	// Mail the filter knew at delivery is already in quarantine: the clicks that count come from what got through.
	stage.deliver(message, people, {
		...(caught ? { latest: "Quarantine" as const } : {}),
		...(random.chance(0.3)
			? { threats: threat.types, method: threat.method, action: "Delivered" as const }
			: {}),
		authenticated: random.chance(0.6),
		links: random.between(1, 3),
	});
	for (const person of victims)
		stage.proceed(person, start + stage.readingDelay(), { message, link: message.link, via }, threat);
	for (const person of others) {
		if (random.chance(0.09))
			stage.turnBack(person, start + stage.readingDelay(), { message, link: message.link }, threat);
	}
	if (random.chance(0.1)) {
		// The security team looks at what was reported to it.
		const analyst = stage.staff.find((person) => person.department === "Information Security");
		if (analyst)
			stage.turnBack(
				analyst,
				start + random.between(40, 200) * MINUTE,
				{ message, link: message.link },
				threat,
			);
	}
	if (caught) {
		const kind = random.chance(0.8) ? "zap" : "manual";
		stage.move(message, people, { time: start + random.between(12, 420) * MINUTE, kind, threat });
	}
}

/** A gateway opening every link of a mail, seconds after its delivery and from addresses no person has. */
export function playScanner(stage: Stage, start: number, findings: number): void {
	const { random } = stage;
	const lure = random.pick(LURES);
	const host = fill(random.pick(lure.hosts), random);
	const threat = { types: lure.threats, method: lure.method };
	const person = random.pick(stage.staff);
	const ip = random.pick(SCANNERS);
	const message = newMessage(random, {
		delivered: start,
		from: { name: lure.sender, address: `${lure.local}@${fill("{w}-mailer.example", random)}` },
		ip: attackerAddress(random),
		subject: fill(lure.subject, random),
		link: `https://${host}${lure.path}`,
		language: "en",
	});
	stage.deliver(message, [person], { latest: "Quarantine", authenticated: false, links: findings + 4 });
	let time = start + random.between(2_000, 9_000);
	for (let link = 0; link < findings + random.between(2, 6); link++) {
		time += random.between(120, 1_900);
		const bad = link < findings;
		const url = bad
			? fill(message.link, random, person)
			: fill("https://www.{w}-cdn.example/assets/{t}", random);
		stage.scan(person, time, ip, message, url, bad ? threat : null);
	}
	stage.move(message, [person], { time: start + random.between(4, 60) * MINUTE, kind: "zap", threat });
}

/** A supplier's site that was taken for phishing until somebody had the verdict reversed. */
export function playWronglyFlagged(stage: Stage, start: number, findings: number): void {
	const { random } = stage;
	const threat = { types: "Phish", method: "Advanced filter" };
	const [name, domain] = random.pick([
		["Brightwater Supplies", "brightwater-supplies.example"],
		["Fjord Line Logistics", "fjordline.example.com"],
		["Webinar Hub", "webinarhub.example.net"],
		["Kestrel Recruiting", "kestrel-recruiting.example"],
	] as const);
	const message = newMessage(random, {
		delivered: start,
		from: { name, address: `orders@${domain}` },
		ip: `203.0.113.${random.between(2, 19)}`,
		subject: fill("Your documents for order #", random),
		link: `https://portal.${domain}/orders/{n}?key={t}`,
		language: "en",
	});
	const people = Array.from({ length: findings }, () => random.pick(stage.staff));
	stage.deliver(message, people, {
		threats: "Phish",
		method: threat.method,
		latest: "Inbox/folder",
		links: 2,
	});
	for (const person of people)
		stage.proceed(person, start + stage.readingDelay(), { message, link: message.link }, threat);
	stage.move(message, [...new Set(people)], {
		time: start + random.between(9, 50) * 60 * MINUTE,
		kind: "released",
		threat,
	});
}

/** A link in a chat, so with no mail behind it. */
export function playChat(stage: Stage, start: number, findings: number): void {
	const { random } = stage;
	const lure = random.pick(LURES);
	const link = `https://${fill(random.pick(lure.hosts), random)}${lure.path}`;
	const threat = { types: "Phish", method: "URL malicious reputation" };
	for (let click = 0; click < findings; click++) {
		stage.proceed(victim(stage), start + random.between(1, 90) * MINUTE, { link }, threat);
	}
	if (random.chance(0.6))
		stage.turnBack(random.pick(stage.staff), start + random.between(1, 60) * MINUTE, { link }, threat);
}

import { playCampaign, playSimulation } from "@/lib/sources/sample/campaigns";
import type { Employee } from "@/lib/sources/sample/organisation";
import { Random } from "@/lib/sources/sample/random";
import { playChat, playPhish, playScanner, playWronglyFlagged } from "@/lib/sources/sample/small-incidents";
import { Stage } from "@/lib/sources/sample/stage";

const DAY = 86_400_000;

/**
 * An incident yet to be played: which kind, when it begins (ms since 1970), and how many findings of the seed hunt
 * it is to leave. Playing it twice gives the same rows.
 */
export interface Incident {
	readonly kind: keyof typeof PLAYERS;
	readonly label: string;
	readonly start: number;
	readonly findings: number;
}

const PLAYERS = {
	campaign: playCampaign,
	chat: playChat,
	phish: playPhish,
	scanner: playScanner,
	simulation: playSimulation,
	wronglyFlagged: playWronglyFlagged,
};

/** How many findings of the seed hunt a sample with so many clicks is to have, about. */
export function findingsFor(clicks: number): number {
	return Math.round(clicks * 0.008);
}

/**
 * Plans the incidents of the sample: three attack simulations, one real campaign four days before the end, and
 * many small ones, more of them in the last week, because that is the window a run looks at by default.
 */
export function planIncidents(seed: string, clicks: number, start: number, until: number): Incident[] {
	const random = new Random(seed, "incidents");
	const total = findingsFor(clicks);
	const incidents: Incident[] = [];
	let left = total;
	const add = (kind: Incident["kind"], time: number, findings: number) => {
		const count = Math.min(left, findings);
		if (count <= 0) return;
		left -= count;
		const end = until - 2 * 3_600_000;
		incidents.push({
			kind,
			label: `${kind}-${incidents.length}`,
			start: Math.min(Math.max(time, start), end),
			findings: count,
		});
	};
	add("campaign", workingHour(until - 4 * DAY, 8), Math.min(Math.max(4, Math.round(total * 0.09)), 120));
	for (const daysAgo of [76, 41, 6]) {
		add("simulation", workingHour(until - daysAgo * DAY, 10), Math.min(Math.round(total * 0.03), 150));
	}
	while (left > 0) {
		const reach = random.chance(0.2) ? 6.8 * DAY : until - start - DAY;
		const time = workingHour(Math.floor(until - random.unit() * reach), random.between(6, 16));
		const kind = random.weighted([
			["phish", 62],
			["scanner", 13],
			["wronglyFlagged", 8],
			["chat", 9],
		] as const);
		add(kind, time, random.between(1, kind === "wronglyFlagged" ? 9 : kind === "scanner" ? 3 : 6));
	}
	return incidents.sort((a, b) => a.start - b.start || (a.label < b.label ? -1 : 1));
}

/** Moves a moment to the given hour (UTC) of its day, and from a weekend back to Friday. */
function workingHour(time: number, hour: number): number {
	const day = Math.floor(time / DAY) * DAY;
	const weekday = new Date(day).getUTCDay();
	const back = weekday === 6 ? 1 : weekday === 0 ? 2 : 0;
	return day - back * DAY + hour * 3_600_000 + Math.floor(time % 3_600_000);
}

/** Plays an incident; the rows it leaves are on the stage it returns. */
export function playIncident(
	seed: string,
	incident: Incident,
	staff: readonly Employee[],
	span: { readonly start: number; readonly until: number },
): Stage {
	const stage = new Stage(new Random(seed, "incident", incident.label), staff, span);
	PLAYERS[incident.kind](stage, incident.start, incident.findings);
	return stage;
}

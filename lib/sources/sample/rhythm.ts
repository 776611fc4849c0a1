import { activity, type Employee, OFFICES } from "@/lib/sources/sample/organisation";
import type { Random } from "@/lib/sources/sample/random";

const HOUR = 3_600_000;

/** Who is at work when: shares a total out over the hours, and picks people by how busy they are in one. */
export class Rhythm {
	readonly #offices: {
		readonly staff: readonly Employee[];
		readonly sums: readonly number[];
		readonly offset: number;
	}[];
	readonly #shares: readonly number[];

	/** `start` and `until` in ms since 1970; hours count from `start`. */
	constructor(
		staff: readonly Employee[],
		readonly start: number,
		readonly until: number,
	) {
		this.#offices = OFFICES.map((office) => {
			const members = staff.filter((person) => person.office === office);
			let sum = 0;
			return {
				staff: members,
				sums: members.map((person) => (sum += person.clicking)),
				offset: office.utcOffset,
			};
		}).filter((office) => office.staff.length > 0);
		const shares: number[] = [0];
		for (let hour = 0; hour < this.hours; hour++) {
			const share = this.#weights(hour).reduce((sum, weight) => sum + weight, 0);
			shares.push((shares[hour] ?? 0) + share);
		}
		this.#shares = shares;
	}

	get hours(): number {
		return Math.ceil((this.until - this.start) / HOUR);
	}

	/** How many of `total` fall in an hour; over all hours they add up to exactly `total`. */
	quota(hour: number, total: number): number {
		const whole = this.#shares[this.hours] ?? 1;
		const upTo = (index: number) => Math.round((total * (this.#shares[index] ?? 0)) / whole);
		return upTo(hour + 1) - upTo(hour);
	}

	/** A function that picks people by how busy they are in this hour. */
	picker(hour: number, random: Random): () => Employee {
		const weights = this.#weights(hour);
		const choices = this.#offices.map((office, index) => [office, weights[index] ?? 0] as const);
		return () => {
			const { staff, sums } = random.weighted(choices);
			const target = random.unit() * (sums[sums.length - 1] ?? 0);
			let low = 0;
			let high = sums.length - 1;
			while (low < high) {
				const middle = (low + high) >> 1;
				if ((sums[middle] ?? 0) > target) high = middle;
				else low = middle + 1;
			}
			return staff[low] as Employee;
		};
	}

	/** A moment within the hour, ms since 1970. */
	moment(hour: number, random: Random): number {
		const from = this.start + hour * HOUR;
		return from + Math.floor(random.unit() * Math.min(HOUR, this.until - from));
	}

	#weights(hour: number): number[] {
		const middle = this.start + hour * HOUR;
		return this.#offices.map(({ sums, offset }) => {
			const local = new Date(middle + offset * HOUR);
			return (sums[sums.length - 1] ?? 0) * activity(local.getUTCDay(), local.getUTCHours());
		});
	}
}

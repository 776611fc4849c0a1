import { type Bounds, changedLink, simulationsLink, untriagedLink, withoutCaseLink } from "./links";
import { type BareItem, NO_CASE } from "./read-cases";
import type { Numbers } from "./read-numbers";
import { type SingleKind, suggestedStability } from "./rules";

/** The items that stand for many findings each, those of them that there are. */
export function queueItems(
	{ numbers, changed, withoutCase, simulations, sample }: Numbers,
	bounds: Bounds,
): BareItem[] {
	const { untriaged } = numbers;
	const one = (
		kind: SingleKind,
		title: string,
		href: string,
		facts: BareItem["facts"],
		clickedThrough = 0,
	): BareItem => ({
		item: kind,
		kind,
		title,
		href,
		suggested: suggestedStability(kind, { clickedThrough }),
		facts,
		...NO_CASE,
		sample,
	});
	const items: BareItem[] = [];
	if (withoutCase.count > 0) {
		items.push(
			one("escalated", `${findings(withoutCase.count)} escalated without a case`, withoutCaseLink(), [
				{ name: "Accounts", value: number(withoutCase.accounts) },
			]),
		);
	}
	if (untriaged.count > 0) {
		items.push(
			one(
				"untriaged",
				`${findings(untriaged.count)} not decided`,
				untriagedLink(bounds),
				[
					{ name: "Clicked through", value: number(untriaged.clickedThrough) },
					{ name: "Waiting since", value: untriaged.oldestAt ?? "Not known" },
					{ name: "Oldest event", value: untriaged.oldestEventAt ?? "Not known" },
					...(untriaged.clickedThrough === 0
						? []
						: [
								{ name: "Clicked, waiting since", value: untriaged.clicked?.oldestAt ?? "Not known" },
								{ name: "Clicked, oldest event", value: untriaged.clicked?.oldestEventAt ?? "Not known" },
							]),
				],
				untriaged.clickedThrough,
			),
		);
	}
	if (changed.count > 0) {
		items.push(
			one("changed", `${findings(changed.count)} changed since decided`, changedLink(bounds), [
				{ name: "Clicked through", value: number(changed.clickedThrough) },
			]),
		);
	}
	if (simulations.count > 0) {
		items.push(
			one("simulations", `${findings(simulations.count)} of attack simulations`, simulationsLink(bounds), [
				{ name: "Accounts", value: number(simulations.accounts) },
			]),
		);
	}
	return items;
}

const number = (value: number) => value.toLocaleString("en");
const findings = (count: number) => (count === 1 ? "1 finding" : `${number(count)} findings`);

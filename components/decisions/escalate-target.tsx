"use client";

import { CaseLine } from "@/components/cases/cases/case-choice";
import { ApiProblem } from "@/components/client/api";
import { CheckField } from "@/components/parts/form/fields";
import type { FormState } from "@/components/parts/form/use-form";
import { Input } from "@/components/ui/field";
import type { LikelyCases } from "@/lib/cases/cases/schema";
import { CASE_LIMITS, isOpenCase, type Likeness } from "@/lib/cases/record/rules";
import { visibleText } from "@/lib/core/visible-text";
import { NEW, OTHER, type OtherCase, WHY } from "./escalate-likely";

/** What is asked when findings are escalated. */
export interface EscalateValues {
	/** The id of a case, {@link NEW} or {@link OTHER}; null until something is chosen. */
	readonly into: string | null;
	readonly title: string;
	readonly number: string;
	readonly reopen: boolean;
	/** Findings of the queue that go along. */
	readonly groups: readonly Likeness[];
	readonly note: string;
}

interface EscalateTargetProps {
	readonly form: FormState<EscalateValues, undefined>;
	/** Undefined while open cases are being looked for. */
	readonly likely: LikelyCases | undefined;
	/** Open cases could not be looked for. */
	readonly failed: boolean;
	/** The id of a case, {@link NEW} or {@link OTHER}. */
	readonly into: string;
	readonly other: OtherCase;
}

/**
 * Asks where findings are followed. The case that shares a mail or a campaign with them comes first, then a new case.
 * The first row keeps its place, and the focus, while the cases are being looked for.
 */
export function EscalateTarget(props: EscalateTargetProps) {
	const { form, likely, failed, into } = props;
	const cases = likely?.cases ?? [];
	const known = cases.map(({ id }) => id);
	const looking = likely === undefined && !failed;
	const order = looking ? [NEW, OTHER] : likely?.suggested ? [...known, NEW, OTHER] : [NEW, ...known, OTHER];
	return (
		<fieldset className="flex flex-col gap-1">
			<legend className="mb-1 font-medium">Case</legend>
			{order.map((value, index) => {
				const found = cases.find(({ id }) => id === value);
				const wait = looking && index === 0;
				return (
					<div key={index === 0 ? "first" : value}>
						<label className="flex items-start gap-2 rounded-md py-0.5 hover:bg-hover">
							<input
								type="radio"
								name="escalate-into"
								className="mt-1 shrink-0"
								checked={into === value}
								onChange={() => form.set({ into: value })}
							/>
							<span className="min-w-0 flex-1 wrap-anywhere">
								{found === undefined ? (
									<Choice value={value} wait={wait} none={cases.length === 0} />
								) : (
									<>
										<CaseLine of={found} />
										<span className="block text-muted text-sm">
											{found.because
												.map(({ why, value: shared }) => `${WHY[why]}: ${visibleText(shared)}`)
												.join(" · ")}
										</span>
									</>
								)}
							</span>
						</label>
						{into !== value || wait ? null : value === NEW ? (
							<NewCase {...props} />
						) : value === OTHER ? (
							<Other {...props} />
						) : null}
					</div>
				);
			})}
			{failed ? (
				<p role="alert" className="text-red text-sm">
					Couldn’t search for open cases of the same mail or campaign. If you know one, enter its number.
				</p>
			) : null}
		</fieldset>
	);
}

function Choice({ value, wait, none }: { value: string; wait: boolean; none: boolean }) {
	if (wait) return <span className="text-muted">Looking for open cases of the same mail or campaign…</span>;
	if (value === NEW) return "A new case";
	return none ? "An existing case" : "Another case";
}

function NewCase({ form, likely }: EscalateTargetProps) {
	const { value, onValueChange } = form.field("title");
	return (
		<div className="pt-1 pl-5.5">
			<Input
				aria-label="Title of the new case"
				maxLength={CASE_LIMITS.title}
				placeholder={likely?.title ?? "Suggested from what the findings share"}
				value={value}
				onChange={(event) => onValueChange(event.target.value)}
			/>
		</div>
	);
}

function Other({ form, other }: EscalateTargetProps) {
	const { value, onValueChange } = form.field("number");
	return (
		<div className="flex flex-col gap-1.5 pt-1 pl-5.5">
			<Input
				aria-label="Number of the case"
				inputMode="numeric"
				placeholder="Its number"
				className="sm:w-32"
				value={value}
				onChange={(event) => onValueChange(event.target.value)}
			/>
			{other.data === undefined ? (
				other.error instanceof ApiProblem ? (
					<p role="alert" className="text-red text-sm">
						{other.error.message}
					</p>
				) : null
			) : (
				<CaseLine of={other.data} />
			)}
			{other.data !== undefined && !isOpenCase(other.data.status) ? (
				<CheckField field={form.field("reopen")} label="Reopen this closed case" />
			) : null}
		</div>
	);
}

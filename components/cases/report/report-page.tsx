import type { ReportBlock, ReportDocument } from "@/lib/cases/report/rules";
import { PrintBar } from "./print-bar";
import "./report.css";

/** A case's report on paper: the browser prints it, or saves it as PDF. */
export function ReportPage({ report }: { readonly report: ReportDocument }) {
	const made = `${report.madeAt.slice(0, 16).replace("T", " ")} UTC`;
	return (
		<main className="report">
			<PrintBar number={report.number} />
			{/* A table's head and foot are what every browser repeats on each printed page. */}
			<table className="report-sheet">
				<thead>
					<tr>
						<td className="report-cell">
							<Mark report={report} />
						</td>
					</tr>
				</thead>
				<tfoot>
					<tr>
						<td className="report-cell">
							<Mark report={report} />
						</td>
					</tr>
				</tfoot>
				<tbody>
					<tr>
						<td className="report-cell">
							<div className="report-body">
								<h1>
									Case {report.number}: <bdi>{report.title}</bdi>
								</h1>
								<p className="report-made">
									Made {made} by <bdi>{report.madeBy}</bdi>. Times are in UTC.
								</p>
								{report.sections.map(({ title, blocks }) => (
									<section key={title} aria-label={title}>
										<h2>{title}</h2>
										{blocks.map((block, index) => (
											// biome-ignore lint/suspicious/noArrayIndexKey: a report does not change
											<Block key={index} block={block} />
										))}
									</section>
								))}
							</div>
						</td>
					</tr>
				</tbody>
			</table>
		</main>
	);
}

function Mark({ report }: { readonly report: ReportDocument }) {
	return (
		<div className="report-mark">
			<strong>{report.tlp}</strong>
			{report.sample ? <strong>Sample data</strong> : null}
			<span>Case {report.number}</span>
		</div>
	);
}

function Block({ block }: { readonly block: ReportBlock }) {
	switch (block.kind) {
		case "none":
			return <p className="report-none">{block.text}</p>;
		case "list":
			return (
				<ul>
					{block.items.map((item) => (
						<li key={item}>{item}</li>
					))}
				</ul>
			);
		case "facts":
			return (
				<dl>
					{block.facts.map(([name, value]) => (
						<div key={`${name} ${value}`}>
							<dt>{name}</dt>
							<dd>
								<bdi>{value}</bdi>
							</dd>
						</div>
					))}
				</dl>
			);
		case "prose":
			return (
				<div className="report-prose">
					{block.by === undefined ? null : <p className="report-by">{block.by}</p>}
					<p>{block.text}</p>
				</div>
			);
		case "table":
			return (
				<table className="report-table">
					<thead>
						<tr>
							{block.columns.map((column) => (
								<th key={column} scope="col">
									{column}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{block.rows.map((row, index) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: a report does not change
							<tr key={index}>
								{row.map((cell, column) => (
									<td key={block.columns[column]} className={wrapping(cell)}>
										<bdi>{cell}</bdi>
									</td>
								))}
							</tr>
						))}
					</tbody>
				</table>
			);
	}
}

/** Times and short words stay whole; what is long, such as a URL, breaks anywhere. */
function wrapping(cell: string): string | undefined {
	if (/^\d{4}-\d\d-\d\d \d\d:\d\d UTC$/.test(cell)) return "report-time";
	if (cell.length < 40 && cell.includes("@")) return "report-address";
	return cell.length > 22 ? "report-long" : undefined;
}

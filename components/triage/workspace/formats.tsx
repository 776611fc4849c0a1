/** What can be imported, for anyone who is about to export. */
export function Formats({ knownTables }: { knownTables: readonly string[] }) {
	return (
		<div className="flex flex-col gap-3">
			<h3 className="font-medium">What is read</h3>
			<dl className="flex flex-col gap-2">
				<Format name="Defender CSV">
					“Export” of advanced hunting. Its <code>Timestamp</code> becomes <code>TimeGenerated</code>.
				</Format>
				<Format name="Sentinel CSV">
					“Export to CSV, all columns” of Logs, with <code>TimeGenerated [UTC]</code> and times such as{" "}
					<code>2/25/2025, 9:19:25.391 AM</code>. Set the portal to UTC first. The order of day and month is
					detected from the file’s dates; if it can’t be, you’re asked.
				</Format>
				<Format name="JSON">
					An array of rows, or an answer as it came: of Log Analytics, of Microsoft Graph advanced hunting, of
					the older Defender API, or of <code>az monitor log-analytics query</code>.
				</Format>
				<Format name="JSON lines">
					A row a line, or what streaming to storage writes: <code>{"{time, category, properties}"}</code>,
					where <code>category</code> names the table.
				</Format>
				<Format name="Parquet">Read directly; types come from the file.</Format>
			</dl>
			<p className="text-muted">
				The format is detected from the content, not from the file name. Unpack archives first. The table is
				guessed for {knownTables.join(", ")}, and for tables imported before; unknown columns are added.
			</p>
			<p className="text-muted">
				The same by command: <code>npm run import -- FILE</code>
			</p>
		</div>
	);
}

function Format({ name, children }: { name: string; children: React.ReactNode }) {
	return (
		<div>
			<dt className="font-medium text-sm">{name}</dt>
			<dd className="text-muted">{children}</dd>
		</div>
	);
}

/**
 * npm run vulnerabilities: asks the registry about the packages of run time. Ends with 0 when it knows of nothing, 1
 * when it does, 2 when it couldn’t be queried: then nothing was checked.
 */
import { checkVulnerabilities } from "@/lib/operations/supply/vulnerabilities";
import { exitWith } from "./exit";

exitWith(async () => {
	const report = await checkVulnerabilities();
	if (report.outcome === "not_checked") {
		console.error(`Vulnerabilities: NOT CHECKED. ${report.reason}`);
		return 2;
	}
	for (const { name, severity, range } of report.found) console.error(`${severity}: ${name} ${range}`);
	console.log(`Vulnerabilities: checked, ${report.found.length} found.`);
	return report.found.length === 0 ? 0 : 1;
});

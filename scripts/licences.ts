/** npm run licences: names every package whose licence does not allow the product to be passed on. */
import { checkLicences } from "@/lib/operations/supply/licences";
import { exitWith } from "./exit";

exitWith(async () => {
	const { checked, refused, unknown } = await checkLicences();
	for (const sentence of refused) console.error(sentence);
	console.log(
		`Licences: ${checked} packages checked, ${refused.length} refused; ${unknown.length} for other platforms not known here.`,
	);
	return refused.length === 0 ? 0 : 1;
});

/** npm run build: the production bundle, so that the next start need not make it. */
import { build } from "@/lib/server/build";
import { exitWith } from "./exit";

exitWith(async () => {
	await build((line) => console.log(line));
	return 0;
});

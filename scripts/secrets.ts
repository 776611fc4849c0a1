/** npm run secrets -- check | rotate: the key that encrypts stored secrets, whether Afterclick runs or not. */
import { withDatabase } from "@/lib/db/attach";
import { runSecretsCommand } from "@/lib/secrets/command";
import { exitWith } from "./exit";

exitWith(() => withDatabase(() => runSecretsCommand(process.argv.slice(2), (line) => console.log(line))));

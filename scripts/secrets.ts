/** npm run secrets -- check | rotate: the key that encrypts stored secrets, whether Afterclick runs or not. */

import { runSecretsCommand } from "@/lib/operations/secrets/command";
import { withDatabase } from "@/lib/operations/startup/attach-database";
import { exitWith } from "./exit";

exitWith(() => withDatabase(() => runSecretsCommand(process.argv.slice(2), (line) => console.log(line))));

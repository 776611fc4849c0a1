/** On which a tab that has signed in tells the others. */
export const SIGNED_IN_CHANNEL = "afterclick-signed-in";

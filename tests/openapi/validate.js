// Validates an OpenAPI document, and shows that a wrong one would be noticed.

import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";

async function errorsOf(description) {
  const result = await new Validator().validate(description);
  return result.valid ? null : result.errors;
}

// The daemon fills in its address and its version.
const template = readFileSync(process.argv[2], "utf8");
const description = JSON.parse(template.replace("{{site}}", "https://example.org").replace("{{version}}", "1.0"));

const errors = await errorsOf(structuredClone(description));
if (errors) {
  console.error(JSON.stringify(errors, null, 1));
  process.exit(1);
}
const wrong = structuredClone(description);
wrong.paths["/healthz"].get.responses = { twohundred: {} };
if (!(await errorsOf(wrong))) {
  console.error("The validator accepts a response without a status; the check is worth nothing.");
  process.exit(1);
}
console.log(`openapi.json is valid OpenAPI ${description.openapi}`);

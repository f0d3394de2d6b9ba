// Reads Kubernetes documents on standard input and writes them as TypeScript literals of the types that Kubernetes' own schemas give:
// the compiler then refuses a wrong type, a missing field and a field that does not exist. Prints the kinds that have no such type.
import { writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { parseAllDocuments } from "yaml";

const documents = parseAllDocuments(await text(process.stdin)).map((document) => {
  if (document.errors.length > 0) {
    throw document.errors[0];
  }
  return document.toJS();
});
const others = new Set();
const lines = documents.filter(Boolean).flatMap((resource, index) => {
  const [group, version] = resource.apiVersion.includes("/") ? resource.apiVersion.split("/") : ["core", resource.apiVersion];
  const [name] = group.split(".");
  if (group !== name && !group.endsWith(".k8s.io")) {
    others.add(resource.kind);
    return [];
  }
  return [
    `import type { ${resource.kind} as Kind${index} } from "kubernetes-types/${name}/${version}";`,
    `export const ${resource.kind.toLowerCase()}_${resource.metadata.name.replaceAll(/\W/g, "_")}_${index}: Kind${index} = ${JSON.stringify(resource, null, 1)};`,
  ];
});
writeFileSync("chart.ts", lines.join("\n"));
console.log(`chart: ${lines.length / 2} resources have Kubernetes' types; not checked: ${[...others].join(", ") || "none"}`);

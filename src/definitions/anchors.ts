import { type Alias, type Document, isAlias, isCollection, isScalar, type Node, visit } from "yaml";

/** What each alias stands for: the last anchor of that name before it. One pass; the library looks again for each alias. */
export const anchoredNodes = (document: Document.Parsed): ReadonlyMap<Alias, Node> => {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, (_, node) => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) targets.set(node, target);
    } else if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined) anchors.set(node.anchor, node);
  });
  return targets;
};

package definition

import "huiyin/engine/problem"

// Layer puts packages on top of each other, the lowest first, and returns one app in which nothing extends anything.
//   - A definition with "extends": true is laid over the lower one of its kind and key (see Overlay);
//     without a lower one it is definition.extends_missing. A spec of {"$remove": true} takes the definition away.
//   - Without "extends" a definition that exists below is definition.duplicate, except a process, which replaces.
//   - The packages' "app" definitions always fold into one: the highest layer's properties win, and its key is the
//     highest spec.app, else the highest key.
//
// Problems point to "/kind/key/…". Every overlaid definition is checked against its kind's schema.
func Layer(layers ...Bundle) (Bundle, problem.List) {
	l := layering{placed: map[string]Definition{}}
	for _, layer := range layers {
		for _, d := range layer.Definitions {
			if d.Kind == "app" {
				l.fold(d)
				continue
			}
			l.add(d)
		}
	}
	if l.app != nil {
		l.placed[l.app.Pointer()] = *l.app
	}
	var all []Definition
	for _, id := range sortedKeys(l.placed) {
		all = append(all, l.placed[id])
	}
	return Pack(all...), l.faults
}

type layering struct {
	placed map[string]Definition
	app    *Definition
	faults problem.List
}

func (l *layering) add(d Definition) {
	at := d.Pointer()
	lower, exists := l.placed[at]
	switch {
	case d.overlays() && !exists:
		l.faults.Add("definition.extends_missing", at, "kind", d.Kind, "key", d.Key)
	case d.overlays():
		l.overlay(at, lower, d)
	case exists && d.Kind != "process":
		l.faults.Add("definition.duplicate", at, "kind", d.Kind, "key", d.Key)
	default:
		d.Extends = false
		l.placed[at] = d
	}
}

func (l *layering) overlay(at string, lower, upper Definition) {
	over := tree(upper)
	if spec, ok := over["spec"].(map[string]any); ok && spec[removeWord] == true {
		delete(l.placed, at)
		return
	}
	merged, faults := laid(lower, over)
	l.faults = append(l.faults, faults.Under(at)...)
	if len(faults.Blocking()) == 0 {
		l.placed[at] = merged
	}
}

// laid lays the tree of a definition over a lower one and reads the result with all checks.
func laid(lower Definition, over map[string]any) (Definition, problem.List) {
	delete(over, "extends")
	var o overlayer
	out := o.values("", some(tree(lower)), some(over))
	merged, faults := fromTree(out.value)
	return merged, append(o.faults, faults...)
}

func (l *layering) fold(d Definition) {
	d.Extends = false
	if l.app == nil {
		first := d
		l.app = &first
	} else {
		merged, faults := laid(*l.app, tree(d))
		l.faults = append(l.faults, faults.Under(d.Pointer())...)
		if len(faults.Blocking()) == 0 {
			l.app = &merged
		}
	}
	if spec, faults := DecodeSpec[AppSpec](*l.app); len(faults) == 0 && spec.App != "" {
		l.app.Key = spec.App
	}
}

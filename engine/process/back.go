package process

// back is a return: one person's act, whatever the others of the task say. The target is a node really walked in
// this generation. With rewalk the normal flow starts there again; with direct the flow jumps back here as soon as
// the target is completed by the button it was left by before.
func (r *run) back(i int, n *step, b *button) {
	j := r.returnTo(n, b)
	if j < 0 || r.broken() {
		return
	}
	target, path := r.s.Path[j], append([]string(nil), r.s.Path[:j+1]...)
	if b.Resume == "direct" {
		r.s.Returns = append(r.s.Returns, Return{From: n.Key, To: target, Gen: r.gen(),
			Button: r.leftBy(target), Path: append([]string(nil), r.s.Path...)})
	} else {
		r.s.Returns = nil // who walks again passes everything again
	}
	task := r.s.Tasks[i].ID
	r.decide(i, b.Key)
	r.left(n.Key, b.Key)
	r.emit(Event{Type: "returned", Task: task, Node: n.Key, From: n.Key, To: target, Button: b.Key,
		User: r.in.Actor.ID, Text: r.cmd.Comment})
	r.reach(&arrival{node: target, path: path, back: true})
}

// returnTo finds where in the walked path a return leads, -1 with a problem when nowhere.
func (r *run) returnTo(n *step, b *button) int {
	target := b.Target
	if target == "" {
		target = r.cmd.Target
	}
	for j := len(r.s.Path) - 2; j >= 0; j-- {
		key := r.s.Path[j]
		if key == target || target == "" && key != n.Key {
			if to, known := r.p.nodes[key]; known && to.human != nil {
				return j
			}
		}
	}
	if target == "" {
		r.fault("process.return_nowhere", "/button")
	} else {
		r.fault("process.return_not_visited", "/target", "node", r.p.nodeTitle(target, r.in.Actor.Language))
	}
	return -1
}

// leftBy is the completing button by which node was last left.
func (r *run) leftBy(node string) string {
	for i := len(r.s.Visits) - 1; i >= 0; i-- {
		v := r.s.Visits[i]
		if v.Node != node || v.Gen != r.gen() || v.Button == "" {
			continue
		}
		if b, ok := r.p.nodes[node].buttons[v.Button]; ok && b.Kind == "complete" {
			return v.Button
		}
	}
	return ""
}

// resume answers a direct return: the flow jumps back to where it was returned from. The arrow's validators are
// asked, its actions ran when the flow first came by. Another button than before is another decision: then the
// return is forgotten and the flow goes on normally.
func (r *run) resume(i int, n *step, button string) bool {
	if len(r.s.Returns) == 0 {
		return false
	}
	top := r.s.Returns[len(r.s.Returns)-1]
	if top.To != n.Key || top.Gen != r.gen() || top.Button != "" && top.Button != button {
		r.s.Returns = nil
		return false
	}
	if a := r.arrowFor(n, button); a == nil || !r.passes(a) {
		if a == nil && !r.broken() {
			r.fault("process.no_way", "/button", "node", n.Key, "button", button)
		}
		return true
	}
	r.s.Returns = r.s.Returns[:len(r.s.Returns)-1]
	if len(r.s.Returns) == 0 {
		r.s.Returns = nil
	}
	r.decide(i, button)
	r.left(n.Key, button)
	r.emit(Event{Type: "resumed", Node: n.Key, From: n.Key, To: top.From, Button: button, User: r.in.Actor.ID})
	r.reach(&arrival{node: top.From, path: top.Path, back: true})
	return true
}

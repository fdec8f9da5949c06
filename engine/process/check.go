package process

import (
	"slices"
	"sort"
	"strings"

	"huiyin/engine/action"
	"huiyin/engine/calendar"
	"huiyin/engine/problem"
	"huiyin/engine/process/node"
	"huiyin/engine/query"
)

// transitions compiles the arrows and checks that every node is left the way its type says.
func (c *compiler) transitions() {
	seen := map[string]bool{}
	for i, t := range c.spec.Transitions {
		at := problem.Pointer("transitions", i)
		c.unique(seen, t.Key, at)
		from, known := c.p.nodes[t.From]
		if !known {
			c.add("process.node_unknown", at+"/from", "node", t.From)
		}
		if to, ok := c.p.nodes[t.To]; !ok {
			c.add("process.node_unknown", at+"/to", "node", t.To)
		} else if to.trait.First {
			c.add("process.arrow_to_start", at+"/to", "transition", t.Key)
		}
		a := &arrow{Transition: t, when: c.condition(t.When, at+"/when", true), then: c.uses(t.Then, at+"/then")}
		for k, v := range t.Validate {
			here := at + problem.Pointer("validate", k)
			a.validate = append(a.validate, c.condition(v.When, here+"/when", true))
			if v.Field != "" && !c.field(v.Field) {
				c.add("process.field_unknown", here+"/field", "field", v.Field)
			}
		}
		if known {
			from.arrows = append(from.arrows, a)
			c.arrowFits(from, a, at)
		}
	}
	for i, n := range c.spec.Nodes {
		if s, ok := c.p.nodes[n.Key]; ok {
			c.exits(s, problem.Pointer("nodes", i))
		}
	}
}

// arrowFits checks one arrow against the type of the node it leaves.
func (c *compiler) arrowFits(from *step, a *arrow, at string) {
	conditional := !a.When.IsZero()
	if a.On != "" && from.trait.Exits != node.Buttons && from.trait.Exits != node.Outcomes {
		c.add("process.arrow_on_button", at+"/on", "node", from.Key)
	}
	if a.Default && conditional {
		c.add("process.default_condition", at+"/when", "transition", a.Key)
	}
	switch from.trait.Exits {
	case node.None:
		c.add("process.arrow_from_end", at+"/from", "node", from.Key)
	case node.One, node.Outcomes:
		if conditional {
			c.add("process.arrow_condition", at+"/when", "node", from.Key)
		}
	case node.Branch:
		if !conditional && !a.Default {
			c.add("process.arrow_no_condition", at+"/when", "node", from.Key)
		}
	case node.Buttons:
		if b, ok := from.buttons[a.On]; !ok {
			if from.human == nil {
				return // its settings cannot be read, which is said there
			}
			c.add("process.button_unknown", at+"/on", "button", a.On)
		} else if b.Kind != "complete" {
			c.add("process.button_not_completing", at+"/on", "button", a.On, "kind", b.Kind)
		}
	}
}

// exits checks the arrows of a node together.
func (c *compiler) exits(n *step, at string) {
	defaults, plain := 0, map[string]int{}
	for _, a := range n.arrows {
		if a.Default {
			defaults++
		}
		if a.When.IsZero() {
			plain[a.On]++
		}
	}
	switch n.trait.Exits {
	case node.One:
		if len(n.arrows) != 1 {
			c.add("process.arrow_count", at, "node", n.Key, "count", len(n.arrows))
		}
	case node.Branch:
		if defaults != 1 {
			c.add("process.default_count", at, "node", n.Key, "count", defaults)
		}
	case node.Buttons:
		if n.human == nil {
			return
		}
		for k, b := range n.human.Buttons {
			here := at + problem.Pointer("settings", "buttons", k)
			if b.Kind == "complete" && !n.leavesBy(b.Key) {
				c.add("process.button_no_arrow", here, "button", b.Key, "node", n.Key)
			}
			if plain[b.Key] > 1 {
				c.add("process.arrow_shadowed", here, "button", b.Key, "node", n.Key)
			}
		}
	}
}

func (n *step) leavesBy(button string) bool {
	for _, a := range n.arrows {
		if a.On == button {
			return true
		}
	}
	return false
}

func (c *compiler) moves() {
	seen := map[string]bool{}
	for i := range c.spec.Moves {
		m, at := c.spec.Moves[i], problem.Pointer("moves", i)
		c.unique(seen, m.Key, at)
		for k, s := range m.From {
			c.statusKnown(s, at+problem.Pointer("from", k))
		}
		if to, ok := c.p.nodes[m.To]; !ok {
			c.add("process.node_unknown", at+"/to", "node", m.To)
		} else if to.trait.First {
			c.add("process.arrow_to_start", at+"/to", "transition", m.Key)
		}
		for k, role := range m.Roles {
			c.known("role", role, at+problem.Pointer("roles", k), "process.role_unknown")
		}
		replied := slices.ContainsFunc(c.spec.Replies, func(r Reply) bool { return r.Press == m.Key })
		if len(m.Roles) == 0 && !m.Owner && !m.Public && !replied {
			c.faults.Warn("process.move_nobody", "/spec"+at, "move", m.Key)
		}
		c.fieldsKnown(m.Require, at+"/require")
		c.fieldsKnown(m.Fields, at+"/fields")
		c.p.moves[m.Key] = &move{Move: m, when: c.condition(m.When, at+"/when", true), then: c.uses(m.Then, at+"/then")}
	}
}

func (c *compiler) slas() {
	seen := map[string]bool{}
	for i, s := range c.spec.SLAs {
		at := problem.Pointer("slas", i)
		c.unique(seen, s.Key, at)
		c.points(s.Start, at+"/start")
		c.points(s.Stop, at+"/stop")
		for k, status := range s.Pause {
			c.statusKnown(status, at+problem.Pointer("pause", k))
		}
		c.known("calendar", s.Calendar, at+"/calendar", "process.calendar_unknown")
		out := &sla{SLA: s, when: c.condition(s.When, at+"/when", false), levels: levelsOf(s)}
		out.targets = c.targets(s, at)
		c.levels(out, at)
		c.p.slas = append(c.p.slas, out)
	}
	c.known("calendar", c.spec.Calendar, "/calendar", "process.calendar_unknown")
}

func (c *compiler) targets(s SLA, at string) []*action.Condition {
	var out []*action.Condition
	open := false
	for k, t := range s.Target {
		here := at + problem.Pointer("target", k)
		if t.In.IsZero() == (t.Until == "") {
			c.add("process.target_one", here, "sla", s.Key)
		}
		if t.Until != "" {
			shape, known := c.scope.Fields[t.Until]
			if !known {
				c.add("process.field_unknown", here+"/until", "field", t.Until)
			} else if shape.Kind != query.KindDate && shape.Kind != query.KindDatetime {
				c.add("process.until_no_date", here+"/until", "field", t.Until)
			}
		}
		if open {
			c.add("process.target_shadowed", here, "sla", s.Key)
		}
		open = open || t.When.IsZero() && t.Until == ""
		out = append(out, c.condition(t.When, here+"/when", false))
	}
	return out
}

func (c *compiler) levels(s *sla, at string) {
	seen := map[string]bool{}
	for k, l := range s.Levels {
		here := at + problem.Pointer("levels", k)
		c.unique(seen, l.Key, here)
		set := 0
		for _, is := range []bool{l.Percent > 0, !l.Before.IsZero(), !l.After.IsZero()} {
			if is {
				set++
			}
		}
		if set != 1 {
			c.add("process.level_one", here, "sla", s.Key, "level", l.Key)
		}
		s.levels[k+1].then = c.uses(l.Then, here+"/then")
	}
}

// points checks the names at which clocks start and stop.
func (c *compiler) points(list []string, at string) {
	for i, name := range list {
		kind, rest, _ := strings.Cut(name, ":")
		_, status := c.p.statuses[rest]
		_, step := c.p.nodes[rest]
		ok := name == "create" || name == "comment:staff" || name == "comment:customer" || name == "comment:internal" ||
			(kind == "enter" || kind == "leave") && (status || step) || kind == "told" && c.p.promise(rest) != nil
		if !ok {
			c.add("process.point_unknown", at+problem.Pointer(i), "point", name)
		}
	}
}

func (c *compiler) promises() {
	seen := map[string]bool{}
	for i, p := range c.spec.Promises {
		at := problem.Pointer("promises", i)
		c.unique(seen, p.Key, at)
		for k, s := range p.Statuses {
			c.statusKnown(s, at+problem.Pointer("statuses", k))
		}
		for k, s := range p.Lapses {
			c.statusKnown(s, at+problem.Pointer("lapses", k))
		}
		for k, path := range p.Audience {
			if _, relation := c.scope.Relations[path]; path != "self" && !relation {
				c.add("process.audience_unknown", at+problem.Pointer("audience", k), "audience", path)
			}
		}
		if p.Consent != "" && !c.field(p.Consent) {
			c.add("process.field_unknown", at+"/consent", "field", p.Consent)
		}
		c.known("message", p.Message, at+"/message", "process.message_unknown")
		if c.scope.Audience != nil && c.scope.Audience(p.Message) == "staff" {
			c.add("process.message_for_staff", at+"/message", "message", p.Message)
		}
		for k, key := range p.Settles {
			if c.p.promise(key) == nil || key == p.Key {
				c.add("process.promise_unknown", at+problem.Pointer("settles", k), "promise", key)
			}
		}
		c.ruleKnown(p.Review, at+"/review")
		c.ruleKnown(p.ByHand.Assign, at+"/byHand/assign")
		c.taskForm(p.ByHand.Form, at+"/byHand/form")
		c.taskForm(p.ByHand.Waive, at+"/byHand/waive")
	}
}

func (c *compiler) taskForm(key, at string) {
	c.known("form", key, at, "process.form_unknown")
	if key != "" && c.scope.TaskForm != nil && c.scope.Has("form", key) && !c.scope.TaskForm(key) {
		c.add("process.form_no_task", at, "form", key)
	}
}

// rest checks what stands alone: the form, messages, withdrawal and urging.
func (c *compiler) rest() {
	c.known("form", c.spec.Form, "/form", "process.form_unknown")
	c.known("message", c.spec.TaskMessage, "/taskMessage", "process.message_unknown")
	if w := c.spec.Withdraw; w != nil {
		if to, ok := c.p.nodes[w.To]; !ok {
			c.add("process.node_unknown", "/withdraw/to", "node", w.To)
		} else if !to.trait.Last {
			c.add("process.withdraw_not_end", "/withdraw/to", "node", w.To)
		}
	}
	if u := c.spec.Urge; u != nil {
		c.known("message", u.Message, "/urge/message", "process.message_unknown")
		if u.MinInterval == (calendar.Duration{}) {
			c.add("process.urge_interval", "/urge/minInterval")
		}
	}
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

package process

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"strings"

	"huiyin/engine/action"
	"huiyin/engine/definition"
	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/process/node"
	"huiyin/engine/query"
)

//go:embed process.schema.json
var structure []byte

func init() {
	definition.RegisterKind(definition.Kind{Name: "process", Current: 1, Schema: structure})
}

// Scope is what a process may refer to. Functions and maps called optional switch the check that needs them off.
type Scope struct {
	Shape      expression.Shape            // names that expressions and templates may read
	Fields     map[string]query.FieldShape // names that conditions may test; those without a dot are the form's fields
	Has        func(kind, key string) bool // does the app define it
	FormFields func(form string) map[string]query.FieldShape
	AnyFields  func(form string) map[string]query.FieldShape // optional, see action.Scope
	Required   func(form string) []string                    // optional, see action.Scope
	Relations  map[string]string                             // relation fields and the forms they lead to
	Audience   func(message string) string                   // optional: staff or customer
	TaskForm   func(form string) bool                        // optional: is it a form for ad-hoc tasks
	Label      func(field string) definition.Text            // optional: titles of fields, for problems
	Chosen     func(field string) bool                       // optional: is it filled by choosing, for problems
	Languages  []string                                      // of the app; texts should have them all

	Traits func(field string) (readOnly, personal bool) // optional: of a field of the form
}

// compiler collects everything wrong with a definition.
type compiler struct {
	scope  Scope
	action *action.Scope
	p      *Process
	spec   *Spec
	faults problem.List
}

// Compile checks a process definition and makes it runnable. All problems are returned at once, pointers start at
// "/spec". The process is nil when a problem blocks; warnings come beside a usable one.
func Compile(d definition.Definition, scope Scope) (*Process, problem.List) {
	if faults := action.ConditionFaults(d.Spec).Under("/spec"); len(faults.Blocking()) > 0 {
		return nil, faults
	}
	spec, faults := definition.DecodeSpec[Spec](d)
	if len(faults.Blocking()) > 0 {
		return nil, faults
	}
	c := &compiler{scope: scope, p: &Process{key: d.Key, spec: spec, endings: map[string]bool{}, statuses: map[string]*Status{},
		nodes: map[string]*step{}, moves: map[string]*move{}, titles: scope.Label, chosen: scope.Chosen,
		joins: map[string]string{}, inside: map[string]string{}}, faults: faults}
	c.spec = &c.p.spec
	c.action = c.actionScope()
	c.statuses()
	c.people()
	c.nodes()
	c.buttons()
	c.action.Actions = presses(*c.spec, c.p.nodes)
	c.transitions()
	c.actions()
	c.outcomes()
	c.moves()
	c.replies()
	c.unsent()
	c.slas()
	c.promises()
	c.merge()
	c.rest()
	if c.drawn() {
		c.sound()
		c.branches()
	}
	if len(c.faults.Blocking()) > 0 {
		return nil, c.faults
	}
	return c.p, c.faults
}

func (c *compiler) actionScope() *action.Scope {
	s := c.scope
	return &action.Scope{Form: c.spec.Form, Shape: s.Shape, Fields: s.Fields, Has: s.Has, FormFields: s.FormFields,
		AnyFields: s.AnyFields, Required: s.Required, Relations: s.Relations, Audience: s.Audience, Statuses: c.statusKeys(),
		People: func(name string) (action.PeopleRule, bool) { r, ok := c.spec.People[name]; return r, ok }}
}

func (c *compiler) statusKeys() []string {
	out := make([]string, len(c.spec.Statuses))
	for i, s := range c.spec.Statuses {
		out[i] = s.Key
	}
	return out
}

func (c *compiler) add(code, at string, params ...any) { c.faults.Add(code, "/spec"+at, params...) }

func (c *compiler) under(at string, list problem.List) {
	c.faults = append(c.faults, list.Under("/spec"+at)...)
}

// unique reports a key that was used before in its list.
func (c *compiler) unique(seen map[string]bool, key, at string) {
	if seen[key] {
		c.add("process.key_duplicate", at+"/key", "key", key)
	}
	seen[key] = true
}

// known reports a reference that leads nowhere; the empty one is none.
func (c *compiler) known(kind, key, at, code string) {
	if key != "" && c.scope.Has != nil && !c.scope.Has(kind, key) {
		c.add(code, at, kind, key)
	}
}

func (c *compiler) statusKnown(key, at string) {
	if _, ok := c.p.statuses[key]; !ok {
		c.add("process.status_unknown", at, "status", key)
	}
}

func (c *compiler) ruleKnown(name, at string) {
	if name == "" {
		return
	}
	if _, ok := c.spec.People[name]; !ok {
		c.add("process.people_unknown", at, "rule", name)
	}
}

func (c *compiler) field(key string) bool {
	_, ok := c.scope.Fields[key]
	return ok
}

func (c *compiler) fieldsKnown(keys []string, at string) {
	for i, key := range keys {
		if !c.field(key) {
			c.add("process.field_unknown", at+problem.Pointer(i), "field", key)
		}
	}
}

// condition compiles one; change allows what compares with the values before the decision.
func (c *compiler) condition(when query.Condition, at string, change bool) *action.Condition {
	out, bad := action.CompileCondition(when, c.scope.Fields, c.scope.Shape, change)
	c.under(at, bad)
	return out
}

func (c *compiler) uses(list []action.Use, at string) []action.CompiledUse {
	out, bad := action.Compile(list, c.action)
	c.under(at, bad)
	for _, u := range list {
		c.endings(u)
	}
	return out
}

// endings notes the fields that an action gives the resolution.
func (c *compiler) endings(u action.Use) {
	var s struct {
		Fields map[string]json.RawMessage `json:"fields"`
	}
	if u.Do != "set" || json.Unmarshal(u.Settings, &s) != nil {
		return
	}
	for field, raw := range s.Fields {
		var value struct {
			Expr string `json:"expr"`
		}
		if json.Unmarshal(raw, &value) == nil && strings.TrimSpace(value.Expr) == "record.resolution" {
			c.p.endings[field] = true
		}
	}
}

func (c *compiler) statuses() {
	seen := map[string]bool{}
	for i := range c.spec.Statuses {
		s, at := &c.spec.Statuses[i], problem.Pointer("statuses", i)
		c.unique(seen, s.Key, at)
		c.p.statuses[s.Key] = s
		if s.Owner == "" && s.Category != "done" {
			c.add("process.status_no_owner", at+"/owner", "status", s.Key)
		}
		c.ruleKnown(s.Owner, at+"/owner")
		c.forCustomers(s, at)
	}
	sum := sha256.Sum256([]byte(strings.Join(c.statusKeys(), "\n")))
	c.p.order = hex.EncodeToString(sum[:6])
}

// forCustomers checks what a status shows outside: nothing that leads to people or records inside.
func (c *compiler) forCustomers(s *Status, at string) {
	c.fieldsKnown(s.PublicFields, at+"/publicFields")
	for i, key := range s.PublicFields {
		if c.scope.Fields[key].Kind == query.KindReference {
			c.add("process.public_internal", at+problem.Pointer("publicFields", i), "field", c.label(key))
		}
	}
	if s.Public.Empty() && (s.PublicAnswer || !s.PublicAnswered.Empty() || len(s.PublicFields) > 0) {
		c.faults.Warn("process.public_unseen", "/spec"+at, "status", s.Title)
	}
}

// label is the title of a field, its key where titles are unknown.
func (c *compiler) label(field string) definition.Text {
	if c.scope.Label != nil {
		if t := c.scope.Label(field); !t.Empty() {
			return t
		}
	}
	return definition.Plain(field)
}

// people compiles the rules; those that find owners must find somebody.
func (c *compiler) people() {
	owns := map[string]bool{}
	for _, s := range c.spec.Statuses {
		owns[s.Owner] = true
	}
	compiled := make(map[string]action.PeopleRule, len(c.spec.People))
	for _, name := range sortedKeys(c.spec.People) {
		rule, bad := action.CompilePeople(c.spec.People[name], c.action, owns[name])
		c.under(problem.Pointer("people", name), bad)
		compiled[name] = rule
	}
	c.spec.People = compiled
}

func (c *compiler) nodes() {
	seen, starts := map[string]bool{}, 0
	for i, n := range c.spec.Nodes {
		at := problem.Pointer("nodes", i)
		c.unique(seen, n.Key, at)
		unit, known := node.Types.Get(n.Type)
		if !known {
			c.add("process.node_type_unknown", at+"/type", "type", n.Type, "known", node.Types.IDs())
			continue
		}
		s := &step{Node: n, trait: unit.Trait(), buttons: map[string]*button{}}
		if s.trait.First {
			c.p.first = n.Key
			starts++
		}
		if n.Status != "" {
			c.statusKnown(n.Status, at+"/status")
		} else if s.trait.First || s.trait.Last || s.trait.Exits == node.Buttons || s.trait.Exits == node.Split {
			c.add("process.node_no_status", at+"/status", "node", n.Key)
		}
		c.p.nodes[n.Key] = s
	}
	if starts != 1 {
		c.add("process.start_count", "/nodes", "count", starts)
	}
}

// buttons compiles the human nodes, whose buttons the actions of all nodes may press.
func (c *compiler) buttons() {
	for i, n := range c.spec.Nodes {
		s, ok := c.p.nodes[n.Key]
		if !ok || s.trait.Exits != node.Buttons || s.run != nil {
			continue
		}
		at := problem.Pointer("nodes", i, "settings")
		s.run = c.compileNode(n, at)
		h, human := s.run.(node.Human)
		if !human {
			continue
		}
		settings := h.Settings
		s.human = &settings
		for k, b := range settings.Buttons {
			s.buttons[b.Key] = &button{Button: b, when: c.condition(b.When, at+problem.Pointer("buttons", k, "when"), true)}
		}
	}
}

// actions compiles the automatic nodes.
func (c *compiler) actions() {
	for i, n := range c.spec.Nodes {
		if s, ok := c.p.nodes[n.Key]; ok && s.trait.Exits != node.Buttons {
			s.run = c.compileNode(n, problem.Pointer("nodes", i, "settings"))
			c.behave(s)
		}
	}
}

// behave notes what the flow must know of a compiled node beside how to enter it.
func (c *compiler) behave(s *step) {
	if r, ok := s.run.(node.Resting); ok {
		s.outcomes = r.Outcomes()
	}
	switch n := s.run.(type) {
	case node.Wait:
		s.wait, s.waitFor, c.p.waits = &n.Settings, n.When, true
	case node.End:
		s.ofBranch = n.Branch
	}
}

func (c *compiler) compileNode(n Node, at string) node.Node {
	unit, _ := node.Types.Get(n.Type)
	run, bad := unit.Compile(n.Settings, &node.Scope{Key: n.Key, Action: c.action, Field: c.field})
	c.under(at, bad)
	return run
}

package node

import (
	_ "embed"
	"encoding/json"
	"slices"

	"huiyin/engine/action"
	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/schema"
)

//go:embed human.schema.json
var humanSettings []byte

type human struct{ settings *schema.Schema }

func init() { Types.Add(human{schema.MustCompile("node human", humanSettings)}) }

// Info describes the type.
func (human) Info() catalog.Info {
	return catalog.Info{
		ID:    "human",
		Label: definition.Text{"zh": "人工处理", "en": "Human step"},
		Group: "people",
		Help: definition.Text{"zh": "生成待办，等人办理。按钮决定流程往哪走。",
			"en": "Opens a task and waits for people. The button they press decides where the flow goes."},
		Settings: json.RawMessage(humanSettings),
		Examples: []catalog.Example{
			{Note: "the status owner decides", Settings: json.RawMessage(`{"mode":"one","buttons":[
				{"key":"accept","title":{"zh":"受理","en":"Accept"},"kind":"complete","primary":true},
				{"key":"back","title":{"zh":"退回","en":"Return"},"kind":"return","comment":"required"}]}`)},
			{Note: "everybody must agree", Settings: json.RawMessage(`{"mode":"all","assign":"reviewers","buttons":[
				{"key":"agree","title":"同意","kind":"complete","primary":true},
				{"key":"refuse","title":"不同意","kind":"complete","danger":true,"comment":"required"}]}`)},
			{Note: "a step nobody can finish is refused", Settings: json.RawMessage(`{"mode":"one","buttons":[
				{"key":"save","title":"保存","kind":"save"}]}`), Problems: []string{"process.no_complete_button"}},
			{Note: "two buttons with one key", Settings: json.RawMessage(`{"mode":"one","buttons":[
				{"key":"ok","title":"好","kind":"complete"},{"key":"ok","title":"行","kind":"complete"}]}`),
				Problems: []string{"process.key_duplicate"}},
			{Note: "unknown field", Settings: json.RawMessage(`{"mode":"any","fields":{"edit":["nope"]},"buttons":[
				{"key":"ok","title":"好","kind":"complete"}]}`), Problems: []string{"process.field_unknown"}},
			{Note: "unknown people rule", Settings: json.RawMessage(`{"mode":"claim","assign":"nobody","buttons":[
				{"key":"ok","title":"好","kind":"complete"}]}`), Problems: []string{"process.people_unknown"}},
			{Note: "only a return may name a target", Settings: json.RawMessage(`{"mode":"one","buttons":[
				{"key":"ok","title":"好","kind":"complete","target":"triage"}]}`), Problems: []string{"process.button_option"}},
			{Note: "a field cannot be required and hidden", Settings: json.RawMessage(`{"mode":"one",
				"fields":{"require":["title"],"hide":["title"]},"buttons":[{"key":"ok","title":"好","kind":"complete"}]}`),
				Problems: []string{"process.field_hidden"}},
			{Note: "a field cannot be asked for and hidden", Settings: json.RawMessage(`{"mode":"one",
				"fields":{"ask":["title"],"hide":["title"]},"buttons":[{"key":"ok","title":"好","kind":"complete"}]}`),
				Problems: []string{"process.field_hidden"}},
			{Note: "a field cannot be filled in where it is only shown", Settings: json.RawMessage(`{"mode":"one",
				"fields":{"edit":["title"],"read":["title"]},"buttons":[{"key":"ok","title":"好","kind":"complete"}]}`),
				Problems: []string{"process.field_read"}},
		},
	}
}

// Trait says that a human node is left by its buttons.
func (human) Trait() Trait { return Trait{Exits: Buttons} }

// Human is a compiled human node.
type Human struct{ Settings HumanSettings }

// Enter opens the task.
func (n Human) Enter(v Visit) { v.Wait(n.Settings) }

// Compile checks keys, fields and people rules. What concerns other nodes and arrows is checked by the process.
func (t human) Compile(settings json.RawMessage, scope *Scope) (Node, problem.List) {
	faults := action.ConditionFaults(settings)
	if len(faults.Blocking()) > 0 {
		return nil, faults
	}
	s, bad := decode[HumanSettings](t.settings, settings)
	if len(bad) > 0 {
		return nil, bad
	}
	checkPeople(s.Assign, "/assign", scope, &faults)
	checkFields(s.Fields.Edit, "/fields/edit", scope, &faults)
	checkFields(s.Fields.Ask, "/fields/ask", scope, &faults)
	checkFields(s.Fields.Read, "/fields/read", scope, &faults)
	checkFields(s.Fields.Require, "/fields/require", scope, &faults)
	checkFields(s.Fields.Hide, "/fields/hide", scope, &faults)
	checkHidden(s, &faults)
	checkRead(s, &faults)
	checkButtons(s, scope, &faults)
	return Human{s}, faults
}

func checkButtons(s HumanSettings, scope *Scope, faults *problem.List) {
	seen, completes := map[string]bool{}, false
	for i, b := range s.Buttons {
		at := problem.Pointer("buttons", i)
		if seen[b.Key] {
			faults.Add("process.key_duplicate", at+"/key", "key", b.Key)
		}
		seen[b.Key] = true
		completes = completes || b.Kind == "complete"
		checkFields(b.Require, at+"/require", scope, faults)
		checkPeople(b.To, at+"/to", scope, faults)
		checkOption(b.Target != "" && b.Kind != "return", at, "target", b, faults)
		checkOption(b.Resume != "" && b.Kind != "return", at, "resume", b, faults)
		checkOption(b.To != "" && b.Kind != "transfer", at, "to", b, faults)
		checkOption(b.Primary && b.Kind != "complete", at, "primary", b, faults)
	}
	if !completes {
		faults.Add("process.no_complete_button", "/buttons", "node", scope.Key)
	}
}

// checkOption reports an option that the kind of button has no use for: left in silence, it would surprise.
func checkOption(wrong bool, at, name string, b Button, faults *problem.List) {
	if wrong {
		faults.Add("process.button_option", at+"/"+name, "option", name, "kind", b.Kind)
	}
}

func checkHidden(s HumanSettings, faults *problem.List) {
	hidden := map[string]bool{}
	for _, f := range s.Fields.Hide {
		hidden[f] = true
	}
	check := func(fields []string, list string) {
		for i, f := range fields {
			if hidden[f] {
				faults.Add("process.field_hidden", problem.Pointer("fields", list, i), "field", f)
			}
		}
	}
	check(s.Fields.Ask, "ask")
	check(s.Fields.Require, "require")
}

// checkRead reports fields that a step or one of its buttons wants filled and also keeps as they are.
func checkRead(s HumanSettings, faults *problem.List) {
	check := func(fields []string, at string) {
		for i, f := range fields {
			if slices.Contains(s.Fields.Read, f) {
				faults.Add("process.field_read", at+problem.Pointer(i), "field", f)
			}
		}
	}
	check(s.Fields.Edit, "/fields/edit")
	check(s.Fields.Ask, "/fields/ask")
	check(s.Fields.Require, "/fields/require")
	for i, b := range s.Buttons {
		check(b.Require, problem.Pointer("buttons", i, "require"))
	}
}

func checkFields(fields []string, at string, scope *Scope, faults *problem.List) {
	for i, f := range fields {
		if scope.Field != nil && !scope.Field(f) {
			faults.Add("process.field_unknown", at+problem.Pointer(i), "field", f)
		}
	}
}

func checkPeople(rule, at string, scope *Scope, faults *problem.List) {
	if rule == "" {
		return
	}
	if scope.Action != nil && scope.Action.People != nil {
		if _, ok := scope.Action.People(rule); ok {
			return
		}
	}
	faults.Add("process.people_unknown", at, "rule", rule)
}

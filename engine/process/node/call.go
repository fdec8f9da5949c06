package node

import (
	"encoding/json"
	"maps"
	"slices"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/schema"
)

// The outcomes of a call.
const (
	OK     = "ok"
	Failed = "failed"
)

const callSettings = `{
  "type": "object", "required": ["connector"], "additionalProperties": false,
  "properties": {
    "connector": {"x-title":{"zh":"连接","en":"Connector"},"type": "string", "minLength": 1, "x-editor": "connector"},
    "into": {"x-title":{"zh":"把返回内容填入字段","en":"Answer into fields"},"type": "object", "maxProperties": 20, "x-editor": "mapping",
      "additionalProperties": {"type": "string", "pattern": "^[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+){0,9}$"}},
    "aside": {"x-title":{"zh":"不等回答","en":"Do not wait"},"type": "boolean", "x-help":{"zh":"流程马上往下走；回答来了再填入字段，没送到会自动重试，最终失败由管理员处理","en":"The flow goes on at once; the answer fills fields when it comes, and what cannot be delivered is left to an administrator"}},
    "onFailure": {"x-title":{"zh":"最终失败时","en":"When it cannot succeed"},"enum": ["incident", "arrow"],
      "x-labels":{"incident":{"zh":"停下来，由管理员重试或跳过","en":"Stop; an administrator retries or skips"},"arrow":{"zh":"走“失败”那条线","en":"Leave by the arrow for failure"}}}
  }
}`

type call struct{ settings *schema.Schema }

func init() { Types.Add(call{schema.MustCompile("node call", []byte(callSettings))}) }

// Info describes the type.
func (call) Info() catalog.Info {
	return catalog.Info{
		ID:    "call",
		Label: definition.Text{"zh": "调用外部系统", "en": "Call another system"},
		Group: "automatic",
		Help: definition.Text{"zh": "通过连接把记录发给另一个系统（带签名的 webhook），等它回答再往下走。没送到会自动重试；返回内容可以填入字段。",
			"en": "Sends the record to another system through a connector, as a signed webhook, and goes on when it has answered. What does not arrive is tried again; the answer may fill fields."},
		Settings: json.RawMessage(callSettings),
		Examples: []catalog.Example{
			{Note: "the ticket's number comes back", Settings: json.RawMessage(`{"connector":"tracker","into":{"title":"data.key"}}`), Want: "ok"},
			{Note: "a way of its own for failure", Settings: json.RawMessage(`{"connector":"tracker","onFailure":"arrow"}`), Want: "ok failed"},
			{Note: "the flow does not wait", Settings: json.RawMessage(`{"connector":"tracker","aside":true,"into":{"title":"key"}}`), Want: "ok"},
			{Note: "what nobody waits for has no way for failure", Settings: json.RawMessage(`{"connector":"tracker","aside":true,"onFailure":"arrow"}`), Problems: []string{"process.call_aside"}},
			{Note: "unknown connector", Settings: json.RawMessage(`{"connector":"nope"}`), Problems: []string{"process.connector_unknown"}},
			{Note: "unknown field", Settings: json.RawMessage(`{"connector":"tracker","into":{"nope":"key"}}`), Problems: []string{"process.field_unknown"}},
			{Note: "a path has no spaces", Settings: json.RawMessage(`{"connector":"tracker","into":{"title":"a b"}}`), Problems: []string{"schema.pattern"}},
		},
	}
}

// Trait says that a call is left by its outcomes.
func (call) Trait() Trait { return Trait{Exits: Outcomes} }

// CallSettings are the settings of a call.
type CallSettings struct {
	Connector string            `json:"connector"`
	Into      map[string]string `json:"into,omitempty"`      // field -> path in the answer, "data.items.0.key"
	OnFailure string            `json:"onFailure,omitempty"` // incident (default) or arrow
	Aside     bool              `json:"aside,omitempty"`     // the flow goes on at once; the answer fills fields when it comes
}

// Call is a compiled call.
type Call struct{ Settings CallSettings }

// Outcomes are ok and, where failure has an arrow, failed.
func (n Call) Outcomes() []string {
	if n.Settings.OnFailure == "arrow" {
		return []string{OK, Failed}
	}
	return []string{OK}
}

// Enter orders the call and stays.
func (n Call) Enter(v Visit) { v.Call(n.Settings) }

// Compile checks the connector and the fields that take the answer.
func (t call) Compile(settings json.RawMessage, scope *Scope) (Node, problem.List) {
	s, faults := decode[CallSettings](t.settings, settings)
	if len(faults) > 0 {
		return nil, faults
	}
	if s.Aside && s.OnFailure == "arrow" {
		faults.Add("process.call_aside", "/onFailure")
	}
	if !scope.Action.Has("connector", s.Connector) {
		faults.Add("process.connector_unknown", "/connector", "connector", s.Connector)
	}
	writable := scope.Action.FormFields(scope.Action.Form)
	for _, field := range slices.Sorted(maps.Keys(s.Into)) {
		if _, ok := writable[field]; !ok {
			faults.Add("process.field_unknown", problem.Pointer("into", field), "field", field)
		}
	}
	return Call{s}, faults
}

package node

import (
	"encoding/json"

	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

type notify struct{}

func init() { Types.Add(notify{}) }

// Info describes the type. Its settings are those of the action "notify".
func (notify) Info() catalog.Info {
	return catalog.Info{
		ID:    "notify",
		Label: definition.Text{"zh": "发送通知", "en": "Notify"},
		Group: "automatic",
		Help: definition.Text{"zh": "向同事或客户发送一条消息，然后继续往下走。",
			"en": "Sends a message to colleagues or customers and goes on."},
		Settings: settingsOf("notify"),
		Examples: []catalog.Example{
			{Note: "tell the owner", Settings: json.RawMessage(`{"message":"alarm","to":[{"by":"who","who":"owner"}],"channels":["in_app"]}`)},
			{Note: "unknown message", Settings: json.RawMessage(`{"message":"nope","to":[{"by":"who","who":"owner"}]}`),
				Problems: []string{"action.message_unknown"}},
		},
	}
}

// Trait says that one arrow leaves it.
func (notify) Trait() Trait { return Trait{Exits: One} }

// Compile checks message and recipients like the action "notify" does.
func (notify) Compile(settings json.RawMessage, scope *Scope) (Node, problem.List) {
	return compileAction("notify", settings, scope)
}

package definition

import (
	"embed"
	"encoding/json"
	"fmt"
	"sort"

	"huiyin/engine/schema"
)

// Kind is what a package that owns a kind of definition registers. Schema is the JSON Schema of spec in version
// Current; "#/$defs/text" (a Text), "#/$defs/key" (a key) and "#/$defs/duration" ({"working":"PT4H"}) are added to it
// and may be referred to.
type Kind struct {
	Name       string
	Current    int
	Schema     []byte
	Migrations []Migration
}

// Migration rewrites a spec of version To-1 into version To, in place. Numbers are json.Number. It must accept
// absent properties, because a definition that extends a lower one carries only a part.
type Migration struct {
	To    int
	Apply func(spec map[string]any) error
}

type kind struct {
	Kind
	compiled *schema.Schema
}

//go:embed kind/*.schema.json
var own embed.FS

var kinds = map[string]kind{}

// The kinds no engine owns.
func init() {
	for _, name := range []string{"app", "calendar", "connector", "list", "message", "role", "view"} {
		raw, err := own.ReadFile("kind/" + name + ".schema.json")
		if err != nil {
			panic(err)
		}
		RegisterKind(Kind{Name: name, Current: 1, Schema: raw})
	}
}

// RegisterKind makes Decode read definitions of k. It is called from init and panics when the name is taken,
// the schema is refused or the migrations do not lead step by step from version 2 to Current.
func RegisterKind(k Kind) {
	if _, taken := kinds[k.Name]; taken || !ValidKey(k.Name) {
		panic(fmt.Sprintf("definition kind %q is registered twice or badly named", k.Name))
	}
	if k.Current != len(k.Migrations)+1 {
		panic(fmt.Sprintf("definition kind %q: version %d needs %d migrations", k.Name, k.Current, k.Current-1))
	}
	for i, m := range k.Migrations {
		if m.To != i+2 || m.Apply == nil {
			panic(fmt.Sprintf("definition kind %q: migration %d must lead to version %d", k.Name, i, i+2))
		}
	}
	k.Schema = withShared(k.Name, k.Schema)
	kinds[k.Name] = kind{Kind: k, compiled: schema.MustCompile(k.Name, k.Schema)}
}

// Kinds lists the registered kinds, sorted.
func Kinds() []string { return sortedKeys(kinds) }

// KindOf returns the registered kind, its Schema with the shared $defs.
func KindOf(name string) (Kind, bool) {
	k, ok := kinds[name]
	return k.Kind, ok
}

// clockTime is the part of an ISO 8601 duration behind the T, in the limits calendar.ParsePeriod has.
const clockTime = `([0-9]{1,5}H([0-9]{1,6}M)?([0-9]{1,8}S)?|[0-9]{1,6}M([0-9]{1,8}S)?|[0-9]{1,8}S)`

// shared are the $defs every kind's schema may refer to.
var shared = map[string]string{
	"key": `{"type":"string","pattern":"^[a-z][a-z0-9_]{0,63}$"}`,
	"text": `{"anyOf":[{"type":"string"},{"type":"object","minProperties":1,"additionalProperties":{"type":"string"},
		"propertyNames":{"pattern":"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"}}]}`,
	"duration": `{"type":"object","minProperties":1,"maxProperties":1,"additionalProperties":false,
		"properties":{"working":{"$ref":"#/$defs/period"},"elapsed":{"$ref":"#/$defs/period"}}}`,
	"period": `{"type":"string","pattern":"^P([0-9]{1,4}D(T` + clockTime + `)?|T` + clockTime + `)$"}`,
}

func withShared(name string, source []byte) []byte {
	doc := map[string]json.RawMessage{}
	defs := map[string]json.RawMessage{}
	if err := json.Unmarshal(source, &doc); err != nil {
		panic(fmt.Sprintf("schema %s: %v", name, err))
	}
	if raw, ok := doc["$defs"]; ok {
		if err := json.Unmarshal(raw, &defs); err != nil {
			panic(fmt.Sprintf("schema %s: %v", name, err))
		}
	}
	for key, raw := range shared {
		if _, ok := defs[key]; !ok {
			defs[key] = json.RawMessage(raw)
		}
	}
	raw, err := json.Marshal(defs)
	if err != nil {
		panic(err)
	}
	doc["$defs"] = raw
	if raw, err = json.Marshal(doc); err != nil {
		panic(err)
	}
	return raw
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

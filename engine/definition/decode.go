package definition

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"huiyin/engine/problem"
	"huiyin/engine/schema"
)

// Limits of one definition's text.
const (
	MaxBytes = 1 << 20
	MaxDepth = 32
)

//go:embed envelope.schema.json
var envelopeSource []byte

var envelope = schema.MustCompile("envelope", withShared("envelope", envelopeSource))

// Decode reads one definition strictly, brings it to the newest version and checks its structure. Every fault
// is returned at once and points into raw ("/spec/fields/3/key"); where a migration moved something, into the
// migrated spec. The spec of a definition that extends a lower one is a part and is checked by Layer.
// Problems: json.*, schema.*, definition.title_long, definition.title_reordered, definition.kind_unknown, definition.key_invalid, definition.version_too_new,
// definition.migration_failed. The definition is usable only when the list does not block.
func Decode(raw []byte) (Definition, problem.List) {
	value, faults := schema.Decode(raw, schema.Limit{Bytes: MaxBytes, Depth: MaxDepth})
	if len(faults) > 0 {
		return Definition{}, faults
	}
	if faults = envelope.Validate(value); len(faults) > 0 {
		return Definition{}, faults
	}
	var d Definition
	if err := json.Unmarshal(raw, &d); err != nil {
		return Definition{}, problem.List{problem.New("definition.unreadable", "", "detail", err.Error())}
	}
	spec := value.(map[string]any)["spec"].(map[string]any)
	badly := titles(value, "")
	d, faults = finish(d, spec)
	return d, append(badly, faults...)
}

// finish checks what the envelope's schema cannot say, migrates, and checks the spec.
func finish(d Definition, spec map[string]any) (Definition, problem.List) {
	var faults problem.List
	if !ValidKey(d.Key) {
		faults.Add("definition.key_invalid", "/key", "key", d.Key)
	}
	k, known := kinds[d.Kind]
	if !known {
		faults.Add("definition.kind_unknown", "/kind", "kind", d.Kind, "known", Kinds())
		return d, faults
	}
	if d.SchemaVersion > k.Current {
		faults.Add("definition.version_too_new", "/schemaVersion", "version", d.SchemaVersion, "newest", k.Current)
		return d, faults
	}
	if d.SchemaVersion < k.Current {
		if err := migrate(k, d.SchemaVersion, spec); err != nil {
			faults.Add("definition.migration_failed", "/spec", "version", d.SchemaVersion, "detail", err.Error())
			return d, faults
		}
		d.SchemaVersion = k.Current
		d.Spec = canonical(spec)
	}
	if !d.overlays() {
		faults = append(faults, k.compiled.Validate(spec).Under("/spec")...)
	}
	return d, faults
}

func migrate(k kind, from int, spec map[string]any) (err error) {
	// An old spec has not been checked by anything: a migration that trips over it must not take the server down.
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	for _, m := range k.Migrations[from-1:] {
		if err := m.Apply(spec); err != nil {
			return err
		}
	}
	return nil
}

// Check checks the structure of a definition that was put together by a program or a merge, with pointers
// starting at "/spec". It does not migrate.
func Check(d Definition) problem.List {
	raw, err := json.Marshal(d)
	if err != nil {
		return problem.List{problem.New("definition.unreadable", "", "detail", err.Error())}
	}
	_, faults := Decode(raw)
	return faults
}

// DecodeSpec reads the spec into the type an engine works with. It is strict: a property T does not know is a
// problem (definition.spec_unknown), so that a schema and its Go type cannot drift apart in silence; a value
// of another type is definition.spec_mismatch. Pointers start at "/spec".
func DecodeSpec[T any](d Definition) (T, problem.List) {
	var spec T
	decoder := json.NewDecoder(bytes.NewReader(d.Spec))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(&spec)
	if err == nil {
		return spec, nil
	}
	var mismatch *json.UnmarshalTypeError
	if errors.As(err, &mismatch) {
		at := "/spec"
		if mismatch.Field != "" {
			at += "/" + strings.ReplaceAll(mismatch.Field, ".", "/")
		}
		return spec, problem.List{problem.New("definition.spec_mismatch", at, "actual", mismatch.Value)}
	}
	if _, name, found := strings.Cut(err.Error(), "unknown field "); found {
		return spec, problem.List{problem.New("definition.spec_unknown", "/spec", "name", strings.Trim(name, `"`))}
	}
	return spec, problem.List{problem.New("definition.unreadable", "/spec", "detail", err.Error())}
}

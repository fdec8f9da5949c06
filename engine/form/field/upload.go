package field

import (
	"math"
	"path"
	"strings"
	"unicode/utf8"

	"huiyin/engine/expression"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

const uploadProperties = `
	"maxCount":{"type":"integer","minimum":1,"maximum":50,"x-title":{"zh":"最多几个","en":"At most"}},
	"maxSizeMb":{"type":"number","exclusiveMinimum":0,"maximum":1024,"default":20,"x-title":{"zh":"每个最大 (MB)","en":"Largest size (MB)"}}`

type uploadSettings struct {
	MaxCount  int      `json:"maxCount"`
	MaxSizeMb float64  `json:"maxSizeMb"`
	Types     []string `json:"types"`
}

// uploadValue is a list of files {id, name, size, type}; the bytes are elsewhere under the id. What a person sends as
// size and type is only a claim: whoever stores the bytes replaces it before the record is decided.
type uploadValue struct{ uploadSettings }

func compileUpload(s uploadSettings, count int) uploadValue {
	if s.MaxCount == 0 {
		s.MaxCount = count
	}
	if s.MaxSizeMb == 0 {
		s.MaxSizeMb = 20
	}
	return uploadValue{s}
}

func (v uploadValue) Normalise(raw any) (any, problem.List) {
	if empty(raw) {
		return nil, nil
	}
	list, ok := raw.([]any)
	if !ok {
		return nil, problem.List{problem.New("form.file.invalid", "")}
	}
	var faults problem.List
	var out []any
	seen := map[any]bool{}
	for i, e := range list {
		file, more := v.file(e)
		faults = append(faults, more.Under(problem.Pointer(i))...)
		if file != nil && !seen[file["id"]] {
			seen[file["id"]] = true
			out = append(out, file)
		}
	}
	if len(list) > v.MaxCount {
		faults.Add("form.file.too_many", "", "max", v.MaxCount)
	}
	if len(faults) > 0 {
		return nil, faults
	}
	return out, nil
}

func (v uploadValue) file(raw any) (map[string]any, problem.List) {
	object, _ := raw.(map[string]any)
	claimed, _ := object["id"].(string)
	id := word(claimed, maxID)
	size, sized := object["size"].(float64)
	if id == "" || object["size"] != nil && !sized || size < 0 || size > largest || size != math.Trunc(size) {
		return nil, problem.List{problem.New("form.file.invalid", "")}
	}
	name, kind := fileName(object["name"]), mediaType(object["type"])
	var faults problem.List
	if size > v.MaxSizeMb*(1<<20) {
		faults.Add("form.file.too_large", "", "name", name, "max", v.MaxSizeMb)
	}
	if !v.allows(name, kind) {
		faults.Add("form.file.type", "", "name", name, "allowed", v.Types)
	}
	return map[string]any{"id": id, "name": name, "size": size, "type": kind}, faults
}

// fileName keeps the last part of a path, at most 200 characters of it.
func fileName(raw any) string {
	s, _ := raw.(string)
	s = strings.ReplaceAll(cleaned(s, false), "\\", "/")
	s = strings.TrimSpace(s[strings.LastIndexByte(s, '/')+1:])
	for utf8.RuneCountInString(s) > 200 {
		_, size := utf8.DecodeLastRuneInString(s)
		s = strings.TrimSpace(s[:len(s)-size])
	}
	if s == "" || strings.Trim(s, ".") == "" {
		return "file"
	}
	return s
}

// mediaType is the type without parameters, application/octet-stream when nothing sensible was said.
func mediaType(raw any) string {
	s, _ := raw.(string)
	s, _, _ = strings.Cut(s, ";")
	s = strings.ToLower(strings.TrimSpace(s))
	whole, part, ok := strings.Cut(s, "/")
	if !ok || !token(whole) || !token(part) || len(s) > 100 {
		return "application/octet-stream"
	}
	return s
}

func token(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && !strings.ContainsRune("!#$&^_.+-", r)
	})
}

// allows reports whether one of the types names the file: "image/*", "application/pdf" or ".docx".
func (v uploadValue) allows(name, kind string) bool {
	for _, t := range v.Types {
		t = strings.ToLower(t)
		if t == kind || strings.HasSuffix(t, "/*") && strings.HasPrefix(kind, strings.TrimSuffix(t, "*")) ||
			strings.HasPrefix(t, ".") && strings.ToLower(path.Ext(name)) == t {
			return true
		}
	}
	return len(v.Types) == 0
}

func (v uploadValue) Schema(string) map[string]any {
	text := func(max int) map[string]any { return map[string]any{"type": "string", "maxLength": max} }
	return map[string]any{"type": "array", "minItems": 1, "maxItems": v.MaxCount, "items": map[string]any{
		"type": "object", "required": []any{"id"}, "properties": map[string]any{
			"id": text(maxID), "name": text(200), "type": text(100), "size": map[string]any{"type": "integer", "minimum": 0},
		}}}
}

func (v uploadValue) Shape() (expression.Type, query.FieldShape) {
	file := expression.MapOf(map[string]expression.Type{
		"id": expression.String, "name": expression.String, "size": expression.Number, "type": expression.String,
	})
	return expression.ListOf(file), query.FieldShape{Kind: query.KindObject, List: true}
}

// Attached marks a list of uploads.
func (v uploadValue) Attached() {}

func (v uploadValue) Show(string) map[string]any {
	out := map[string]any{"maxCount": v.MaxCount, "maxSizeMb": v.MaxSizeMb}
	if len(v.Types) > 0 {
		out["types"] = v.Types
	}
	return out
}

func (v uploadValue) Text(value any, lang string, _ Names) string {
	list, _ := value.([]any)
	var names []string
	for _, e := range list {
		file, _ := e.(map[string]any)
		if name, ok := file["name"].(string); ok {
			names = append(names, name)
		}
	}
	return joined(names, lang)
}

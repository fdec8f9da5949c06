package field

import (
	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

func init() {
	register(catalog.Info{
		ID: "file", Label: definition.Text{"zh": "附件", "en": "Files"}, Group: "file", Rank: 2,
		Help: definition.Text{"zh": "上传一个或多个文件", "en": "One or more files"},
		Settings: settings(uploadProperties + `,
			"types":{"type":"array","maxItems":30,"items":{"type":"string","pattern":"^(\\.[A-Za-z0-9]{1,10}|[a-z]+/(\\*|[a-z0-9.+-]+))$"},
				"x-editor":"lines","x-title":{"zh":"允许的类型，如 .pdf 或 image/*","en":"Types allowed, such as .pdf or image/*"}}`),
		Examples: []catalog.Example{
			{Note: "a name never is a path", In: []any{map[string]any{"id": "f1", "name": `C:\tmp\日志.txt`, "size": 12.0, "type": "Text/Plain; charset=utf-8"}},
				Want: []any{map[string]any{"id": "f1", "name": "日志.txt", "size": 12.0, "type": "text/plain"}}},
			{Note: "the address of the download is not part of the value", In: []any{map[string]any{"id": "f1", "name": "a.pdf", "size": 1.0, "type": "application/pdf", "url": "/files/f1"}},
				Want: []any{map[string]any{"id": "f1", "name": "a.pdf", "size": 1.0, "type": "application/pdf"}}},
			{Note: "too large", Settings: []byte(`{"maxSizeMb":1}`), In: []any{map[string]any{"id": "f1", "name": "a.zip", "size": 2e6}}, Problems: []string{"form.file.too_large"}},
			{Note: "type refused", Settings: []byte(`{"types":[".pdf"]}`), In: []any{map[string]any{"id": "f1", "name": "a.exe", "size": 1.0}}, Problems: []string{"form.file.type"}},
			{Note: "too many", Settings: []byte(`{"maxCount":1}`), In: []any{map[string]any{"id": "a"}, map[string]any{"id": "b"}}, Problems: []string{"form.file.too_many"}},
			{Note: "no file", In: "a.pdf", Problems: []string{"form.file.invalid"}},
		},
	}, func(s uploadSettings, _ Scope) (Value, problem.List) { return compileUpload(s, 10), nil })
}

package field

import (
	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

func init() {
	register(catalog.Info{
		ID: "image", Label: definition.Text{"zh": "图片", "en": "Images"}, Group: "file", Rank: 1,
		Help:     definition.Text{"zh": "截图或照片，手机可直接拍照", "en": "Screenshots or photos, taken on the spot on a phone"},
		Settings: settings(uploadProperties),
		Examples: []catalog.Example{
			{Note: "a screenshot", In: []any{map[string]any{"id": "f1", "name": "a.png", "size": 12.0, "type": "image/png"}},
				Want: []any{map[string]any{"id": "f1", "name": "a.png", "size": 12.0, "type": "image/png"}}},
			{Note: "not an image", In: []any{map[string]any{"id": "f1", "name": "a.pdf", "size": 12.0, "type": "application/pdf"}}, Problems: []string{"form.file.type"}},
			{Note: "a drawing that can carry a script", In: []any{map[string]any{"id": "f1", "name": "a.svg", "size": 12.0, "type": "image/svg+xml"}}, Problems: []string{"form.file.type"}},
		},
	}, func(s uploadSettings, _ Scope) (Value, problem.List) {
		s.Types = []string{"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/heic", "image/heif"}
		return compileUpload(s, 9), nil
	})
}

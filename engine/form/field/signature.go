package field

import (
	"huiyin/engine/catalog"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
)

func init() {
	register(catalog.Info{
		ID: "signature", Label: definition.Text{"zh": "手写签名", "en": "Signature"}, Group: "file",
		Help:     definition.Text{"zh": "用手指或鼠标签名，保存为图片", "en": "Signed by finger or mouse, kept as a picture"},
		Settings: settings(``),
		Examples: []catalog.Example{
			{Note: "the picture of it", In: []any{map[string]any{"id": "f1", "name": "signature.png", "size": 4200.0, "type": "image/png"}},
				Want: []any{map[string]any{"id": "f1", "name": "signature.png", "size": 4200.0, "type": "image/png"}}},
			{Note: "nobody signs twice", In: []any{map[string]any{"id": "a", "type": "image/png"}, map[string]any{"id": "b", "type": "image/png"}}, Problems: []string{"form.file.too_many"}},
			{Note: "not a drawing", In: []any{map[string]any{"id": "f1", "name": "a.jpg", "size": 12.0, "type": "image/jpeg"}}, Problems: []string{"form.file.type"}},
			{Note: "a name is no signature", In: "王小明", Problems: []string{"form.file.invalid"}},
		},
	}, func(_ struct{}, _ Scope) (Value, problem.List) {
		return signatureValue{compileUpload(uploadSettings{MaxCount: 1, MaxSizeMb: 1, Types: []string{"image/png"}}, 1)}, nil
	})
}

// signatureValue is a list of one picture, as of image fields, so that whatever shows pictures shows signatures.
type signatureValue struct{ uploadValue }

// Text says that somebody signed: the name of the picture tells nobody anything.
func (v signatureValue) Text(value any, lang string, _ Names) string {
	if list, _ := value.([]any); len(list) == 0 {
		return ""
	}
	return definition.Text{"zh": "已签名", "en": "Signed"}.In(lang)
}

/* bind_ml.c -- ONNX's classical machine learning and its optimisers */
#include "front/onnx/bind.h"

const struct fc_onnx_bind fc_onnx_bind_ml[] = {
	{ "ai.onnx.ml", "ArrayFeatureExtractor", 1, "ArrayFeatureExtractor", NULL },
	{ "ai.onnx.ml", "Binarizer", 1, "Binarizer", NULL },
	{ "ai.onnx.ml", "CastMap", 1, "CastMap", NULL },
	{ "ai.onnx.ml", "CategoryMapper", 1, "CategoryMapper", NULL },
	{ "ai.onnx.ml", "DictVectorizer", 1, "DictVectorizer", NULL },
	{ "ai.onnx.ml", "FeatureVectorizer", 1, "FeatureVectorizer", NULL },
	{ "ai.onnx.ml", "Imputer", 1, "Imputer", NULL },
	{ "ai.onnx.ml", "LabelEncoder", 1, "LabelEncoder", NULL },
	{ "ai.onnx.ml", "LinearClassifier", 1, "LinearClassifier", NULL },
	{ "ai.onnx.ml", "LinearRegressor", 1, "LinearRegressor", NULL },
	{ "ai.onnx.ml", "Normalizer", 1, "Normalizer", NULL },
	{ "ai.onnx.ml", "OneHotEncoder", 1, "OneHotEncoder", NULL },
	{ "ai.onnx.ml", "SVMClassifier", 1, "SVMClassifier", NULL },
	{ "ai.onnx.ml", "SVMRegressor", 1, "SVMRegressor", NULL },
	{ "ai.onnx.ml", "Scaler", 1, "Scaler", NULL },
	{ "ai.onnx.ml", "TreeEnsemble", 5, "TreeEnsemble", NULL },
	{ "ai.onnx.ml", "TreeEnsembleClassifier", 1, "TreeEnsembleClassifier", NULL },
	{ "ai.onnx.ml", "TreeEnsembleRegressor", 1, "TreeEnsembleRegressor", NULL },
	{ "ai.onnx.ml", "ZipMap", 1, "ZipMap", NULL },
	{ "ai.onnx.preview.training", "Adagrad", 1, "AdagradStep", NULL },
	{ "ai.onnx.preview.training", "Adam", 1, "AdamStep", NULL },
	{ "ai.onnx.preview.training", "Momentum", 1, "MomentumStep", NULL },
	{ .name = NULL },
};

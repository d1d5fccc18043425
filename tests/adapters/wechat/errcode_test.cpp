#include "wechat/errcode.hpp"

#include <gtest/gtest.h>

namespace warmline::wechat {
namespace {
using enum ErrcodeClass;

TEST(ClassOf, FollowsTheTable) {
    struct {
        int code;
        ErrcodeClass what;
    } const rows[] = {{0, ok},
                      {-1, retry},
                      {45009, retry},
                      {45011, retry},
                      {45033, retry},
                      {6000, retry},
                      {40001, token},
                      {40014, token},
                      {42001, token},
                      {41001, token},
                      {45015, wait_for_user},
                      {45047, wait_for_user},
                      {43004, never},
                      {48002, never},
                      {40003, never},
                      {43019, never},
                      {70000, never},
                      {40033, our_bug},
                      {45002, our_bug},
                      {47001, our_bug},
                      {41006, our_bug},
                      {41999, our_bug},
                      {40013, configuration},
                      {40125, configuration},
                      {40164, configuration},
                      {48001, configuration},
                      {50001, configuration},
                      {42000, unknown},
                      {123456, unknown},
                      {-2, unknown}};
    for (const auto& row : rows) EXPECT_EQ(class_of(row.code), row.what) << row.code;
}

TEST(TokenFault, Means40001IsTheSecret) {
    for (const int code : {40001, 40013, 40125, 40243, 40164, 61004, 60020}) EXPECT_TRUE(token_fault(code)) << code;
    for (const int code : {0, -1, 45009, 45011}) EXPECT_FALSE(token_fault(code)) << code;
}

}  // namespace
}  // namespace warmline::wechat
